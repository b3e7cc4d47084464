'use client';

import type { Tool } from '@/components/agents/catalog';
import { Checkbox, Switch } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';

type Used = { name: string; config: Record<string, unknown> };

/** One entry a line; commas are taken too. */
const linesOf = (value: string) =>
  value
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String).join('\n') : '');

/** Settings that a tool takes: a list, one entry a line; an absent list allows everything. */
const lists: Record<string, { key: string; label: string; hint: string; example: string }> = {
  http_request: {
    key: 'allowed_hosts',
    label: 'Allowed hosts',
    hint: 'One a line; *.example.com stands for all below it. Empty: every public address.',
    example: 'api.example.com',
  },
  call_agent: {
    key: 'agents',
    label: 'Agents it may call',
    hint: 'Ids or slugs, one a line. Empty: every active agent of your organization.',
    example: 'support-triage',
  },
};

export function ToolSwitches({
  tools,
  value,
  onValueChange,
  idPrefix,
}: {
  tools: Tool[];
  value: Used[];
  onValueChange: (value: Used[]) => void;
  idPrefix: string;
}) {
  const change = (name: string, config: Record<string, unknown>) =>
    onValueChange(value.map((used) => (used.name === name ? { ...used, config } : used)));
  return (
    <ul className="divide-y rounded-lg border">
      {tools.map((tool) => {
        const used = value.find((one) => one.name === tool.name);
        const list = lists[tool.name];
        return (
          <li className="flex flex-col gap-3 p-3" key={tool.name}>
            <Switch
              checked={Boolean(used)}
              hint={tool.description}
              label={tool.label}
              onCheckedChange={(on) =>
                onValueChange(
                  on
                    ? [...value, { name: tool.name, config: {} }]
                    : value.filter((one) => one.name !== tool.name),
                )
              }
            />
            {used && (
              <Checkbox
                checked={used.config.approval !== undefined && used.config.approval !== false}
                className="ps-10"
                hint="A person is asked before each call; the execution waits for the answer."
                id={`${idPrefix}-ask-${tool.name}`}
                label="Asks for approval"
                onCheckedChange={(on) => {
                  const { approval: _, ...rest } = used.config;
                  change(tool.name, on ? { ...rest, approval: true } : rest);
                }}
              />
            )}
            {used && list && (
              <Field
                className="ps-10"
                hint={list.hint}
                id={`${idPrefix}-tool-${tool.name}`}
                label={list.label}
                optional
              >
                <Textarea
                  className="min-h-16"
                  defaultValue={listOf(used.config[list.key])}
                  mono
                  onChange={(event) => {
                    const { [list.key]: _, ...rest } = used.config;
                    const entries = linesOf(event.target.value);
                    change(tool.name, entries.length > 0 ? { ...rest, [list.key]: entries } : rest);
                  }}
                  placeholder={list.example}
                  rows={2}
                  spellCheck={false}
                />
              </Field>
            )}
          </li>
        );
      })}
    </ul>
  );
}
