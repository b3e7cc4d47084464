'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

/** A JSON value, with a name before it when `named`: for signals and forks. */
export function AskDialog({
  open,
  title,
  description,
  confirm,
  named,
  label,
  initial,
  busy,
  onOpenChange,
  onConfirm,
}: {
  open: boolean;
  title: string;
  description: string;
  confirm: string;
  /** The label of the name to ask for as well. */
  named?: string;
  label: string;
  initial: unknown;
  busy: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirm: (value: unknown, name: string) => Promise<boolean>;
}) {
  const [name, setName] = useState('');
  const [text, setText] = useState(() => JSON.stringify(initial, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    let value: unknown;
    try {
      value = text.trim() ? JSON.parse(text) : null;
    } catch (error) {
      return setProblem(`Not valid JSON: ${(error as Error).message}`);
    }
    setProblem(null);
    if (await onConfirm(value, name.trim())) onOpenChange(false);
  }
  return (
    <Dialog
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button form="ask-run" loading={busy} type="submit" variant="primary">
            {confirm}
          </Button>
        </>
      }
      onOpenChange={onOpenChange}
      open={open}
      title={title}
    >
      <form className="flex flex-col gap-4" id="ask-run" onSubmit={submit}>
        {named && (
          <Field label={named}>
            <Input
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
              required
              value={name}
            />
          </Field>
        )}
        <Field error={problem} label={label}>
          <Textarea
            mono
            onChange={(event) => setText(event.target.value)}
            required={false}
            rows={6}
            spellCheck={false}
            value={text}
          />
        </Field>
      </form>
    </Dialog>
  );
}
