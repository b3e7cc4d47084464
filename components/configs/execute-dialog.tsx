'use client';

import { useId, useState } from 'react';
import useSWR from 'swr';
import { type Declared, declaredVariables, typedAs } from '@/components/configs/declared';
import { explain, Refused } from '@/components/configs/refused';
import { VariableField } from '@/components/configs/variable-field';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { SkeletonText } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import type { Document } from '@/lib/engine/dsl/ast';
import { isObject, type Json } from '@/lib/engine/json';

type Texts = Readonly<Record<string, string>>;
type Problems = Readonly<Record<string, string>>;

/** What is sent: only what was given anew, so that the config's own values stay its own. */
function ofForm(declared: readonly Declared[], texts: Texts) {
  const variables: { [name: string]: Json } = {};
  const problems: { [name: string]: string } = {};
  for (const one of declared) {
    const text = texts[one.name] ?? '';
    if (!text) continue;
    try {
      variables[one.name] = typedAs(text, one);
    } catch (error) {
      problems[one.name] = (error as Error).message;
    }
  }
  return { variables, problems };
}

function ofJson(text: string): { variables?: { [name: string]: Json }; problems: Problems } {
  try {
    const value = JSON.parse(text.trim() || '{}') as Json;
    if (isObject(value)) return { variables: value, problems: {} };
    return { problems: { json: 'The variables must be a JSON object, such as {"env": "test"}.' } };
  } catch (error) {
    return { problems: { json: `This is not valid JSON: ${(error as Error).message}` } };
  }
}

/** Asks for the variables of a config, and executes a deployment of it. */
export function ExecuteDialog({
  deploymentId,
  name,
  configId,
  version,
  open,
  onOpenChange,
  onBegun,
}: {
  deploymentId: string;
  name: string;
  configId: string | null;
  /** The version that is executed; the newest when left out. */
  version?: number | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onBegun: (execution: { id: string }) => void;
}) {
  const form = useId();
  const [mode, setMode] = useState('form');
  const [texts, setTexts] = useState<Texts>({});
  const [json, setJson] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const path = `/api/configs/${configId}${version ? `/versions/${version}` : ''}`;
  const { data, error, mutate } = useSWR<{ ast_json: Document | null }>(
    open && configId ? path : null,
  );
  const declared = declaredVariables(data?.ast_json ?? null);
  const waits = open && configId !== null && !data && !error;

  function change(name: string, text: string) {
    setTexts((now) => ({ ...now, [name]: text }));
    setProblems(({ [name]: _, ...rest }) => rest);
  }
  function turn(next: string) {
    if (next === 'json' && !json.trim()) {
      const { variables } = ofForm(declared, texts);
      if (Object.keys(variables).length > 0) setJson(JSON.stringify(variables, null, 2));
    }
    setMode(next);
    setProblems({});
  }
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    const given = mode === 'json' ? ofJson(json) : ofForm(declared, texts);
    setProblems(given.problems);
    setRefused([]);
    if (Object.keys(given.problems).length > 0) return;
    setBusy(true);
    try {
      const execution = await api<{ id: string }>(`/api/deployments/${deploymentId}/execute`, {
        method: 'POST',
        body: { variables: given.variables },
      });
      onOpenChange(false);
      onBegun(execution);
    } catch (cause) {
      setRefused(explain(cause));
    }
    setBusy(false);
  }

  return (
    <Dialog
      description="Its workflows run one after the other, with these variables as their input."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button disabled={waits} form={form} loading={busy} type="submit" variant="primary">
            Execute
          </Button>
        </>
      }
      onOpenChange={onOpenChange}
      open={open}
      title={`Execute ${name}`}
    >
      <form className="flex flex-col gap-4" id={form} method="post" noValidate onSubmit={submit}>
        <Segmented
          className="self-start"
          label="How the variables are given"
          onValueChange={turn}
          options={[
            { value: 'form', label: 'Variables' },
            { value: 'json', label: 'JSON' },
          ]}
          value={mode}
        />
        {mode === 'json' ? (
          <Field error={problems.json} label="Variables as JSON" optional>
            <Textarea
              className="min-h-32"
              mono
              onChange={(event) => setJson(event.target.value)}
              placeholder='{"env": "production"}'
              value={json}
            />
          </Field>
        ) : waits ? (
          <SkeletonText lines={4} />
        ) : error && !data ? (
          <ErrorState error={error} onRetry={() => mutate()} />
        ) : declared.length === 0 ? (
          <p className="text-muted text-sm">
            The config declares no variables. Give others as JSON, or execute it as it is.
          </p>
        ) : (
          declared.map((one) => (
            <VariableField
              declared={one}
              key={one.name}
              onChange={(text) => change(one.name, text)}
              problem={problems[one.name]}
              text={texts[one.name] ?? ''}
            />
          ))
        )}
        <Refused sentences={refused} />
      </form>
    </Dialog>
  );
}
