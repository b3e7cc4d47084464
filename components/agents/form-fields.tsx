'use client';

import type { ReactNode } from 'react';
import {
  type AgentDraft,
  type Problems,
  parseSchema,
  roughTokens,
} from '@/components/agents/draft';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { formatNumber } from '@/components/ui/format';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

export type FieldsProps = {
  draft: AgentDraft;
  set: (patch: Partial<AgentDraft>) => void;
  problems: Problems;
};

/** `limits.max_steps` → the id of its control. */
export const controlId = (field: string) => `agent-${field.replace(/[^a-z]+/gi, '-')}`;

/** The name of each field as the form shows it, in the form's order. */
export const labels: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  'config.model': 'Model',
  system_prompt: 'System prompt',
  'config.temperature': 'Temperature',
  'config.max_tokens': 'Longest answer',
  tools: 'Tools',
  skill_ids: 'Skills',
  'limits.max_steps': 'Model calls',
  'limits.timeout_seconds': 'Time',
  'limits.max_tokens': 'Tokens',
  'limits.max_credits': 'Credits',
  output_schema: 'Output schema',
  a2a_enabled: 'Public over A2A',
};

const sentence = (problem: string | undefined, field: string) =>
  problem && `${labels[field] ?? field} ${problem}.`;

export function Group({
  title,
  description,
  children,
}: {
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t pt-5">
      <legend className="float-left w-full">
        <h2 className="font-strong text-base">{title}</h2>
        {description && <p className="text-muted text-sm">{description}</p>}
      </legend>
      <div className="clear-both flex flex-col gap-4">{children}</div>
    </fieldset>
  );
}

export function PromptField({ draft, set, problems }: FieldsProps) {
  return (
    <Field
      action={
        <span aria-live="off" className="text-faint">
          about <span className="num">{formatNumber(roughTokens(draft.prompt))}</span> tokens
        </span>
      }
      error={sentence(problems.system_prompt, 'system_prompt')}
      hint="Who the agent is, what it does, and what it must never do. Sent before every conversation."
      id={controlId('system_prompt')}
      label="System prompt"
      optional
    >
      <Textarea
        className="min-h-48!"
        maxLength={100_000}
        onChange={(event) => set({ prompt: event.target.value })}
        placeholder="You sort support tickets by urgency. Answer with one word: low, normal or high."
        value={draft.prompt}
      />
    </Field>
  );
}

type FigureKey =
  | 'temperature'
  | 'maxTokens'
  | 'maxSteps'
  | 'timeout'
  | 'limitTokens'
  | 'limitCredits';

export function Figure({
  draft,
  set,
  problems,
  field,
  name,
  hint,
  placeholder,
}: FieldsProps & { field: string; name: FigureKey; hint: string; placeholder?: string }) {
  return (
    <Field
      error={sentence(problems[field], field)}
      hint={hint}
      id={controlId(field)}
      label={labels[field]}
    >
      <Input
        className="num"
        inputMode="decimal"
        onChange={(event) => set({ [name]: event.target.value })}
        placeholder={placeholder}
        required={false}
        value={draft[name]}
      />
    </Field>
  );
}

export function SchemaField({ draft, set, problems }: FieldsProps) {
  const parsed = parseSchema(draft.schema);
  const wrong = 'problem' in parsed ? parsed.problem : problems.output_schema;
  const fits = !wrong && 'value' in parsed && parsed.value !== null;
  return (
    <Field
      action={
        fits && (
          <Button
            onClick={() => set({ schema: JSON.stringify(parsed.value, null, 2) })}
            size="sm"
            variant="ghost"
          >
            Format
          </Button>
        )
      }
      error={sentence(wrong, 'output_schema')}
      hint="A JSON Schema. The answer must then be JSON that fits it; without one it is text."
      id={controlId('output_schema')}
      label="Output schema"
      optional
    >
      <Textarea
        className="min-h-28"
        mono
        onChange={(event) => set({ schema: event.target.value })}
        placeholder={'{"type": "object", "properties": {"urgency": {"type": "string"}}}'}
        spellCheck={false}
        value={draft.schema}
      />
    </Field>
  );
}
