'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { Textarea } from '@/components/ui/textarea';
import type { AgentView } from '@/lib/agents/contract';

type Mode = 'message' | 'json';

/** What is sent as input, or why it cannot be. */
function inputOf(mode: Mode, text: string): { input: object } | { problem: string } {
  if (mode === 'message')
    return text.trim() ? { input: { message: text } } : { problem: 'Write what it is asked.' };
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === 'object' && !Array.isArray(value)) return { input: value };
    return { problem: 'The input must be a JSON object, such as {"message": "Hello"}.' };
  } catch (error) {
    return { problem: `This is not valid JSON: ${(error as Error).message}` };
  }
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return (error as Error).message;
  if (error.status !== 402) return error.message;
  const { required, available } = error.body ?? {};
  return `Too few credits: it needs ${required} and ${available} are there. Top up, or lower the agent's longest answer.`;
}

export default function ExecuteDialog({
  agent,
  open,
  onOpenChange,
}: {
  agent: AgentView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const form = useId();
  const [mode, setMode] = useState<Mode>('message');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    const ready = inputOf(mode, text);
    if ('problem' in ready) return setProblem(ready.problem);
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await api<{ id: string }>(`/api/v1/agents/${agent.id}/execute`, {
        method: 'POST',
        body: ready,
      });
      router.push(`/executions/${id}`);
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      description="It runs in the background; you follow it on the next page."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Execute
          </Button>
        </>
      }
      onOpenChange={onOpenChange}
      open={open}
      title={`Execute ${agent.name}`}
    >
      <form className="flex flex-col gap-3" id={form} method="post" noValidate onSubmit={submit}>
        <Segmented
          className="self-start"
          label="Kind of input"
          onValueChange={(next) => {
            setMode(next as Mode);
            setProblem(null);
          }}
          options={[
            { value: 'message', label: 'Message' },
            { value: 'json', label: 'JSON' },
          ]}
          value={mode}
        />
        <Field error={problem} label={mode === 'message' ? 'Message' : 'Input as JSON'}>
          <Textarea
            className="min-h-32"
            mono={mode === 'json'}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
                event.currentTarget.form?.requestSubmit();
            }}
            placeholder={mode === 'message' ? 'What it is asked' : '{"message": "Hello"}'}
            value={text}
          />
        </Field>
      </form>
    </Dialog>
  );
}
