'use client';

import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { type Doc, setAt } from '@/components/workflows/edit/address';
import type { Reference } from '@/components/workflows/edit/references';
import { triggerWords } from '@/components/workflows/edit/trigger-words';
import { ConfigField } from '@/components/workflows/form/config-field';
import type { FieldSpec } from '@/components/workflows/form/fields';
import { FormContext } from '@/components/workflows/form/form-context';
import { PairsField } from '@/components/workflows/form/pairs-field';
import { TextField, ValueField } from '@/components/workflows/form/text-field';
import type { Problem } from '@/lib/engine/compile/problems';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';

const begin: Record<string, JsonObject> = {
  schedule: { type: 'schedule', cron: '0 6 * * *', timezone: 'UTC' },
  event: { type: 'event', event: '' },
  webhook: { type: 'webhook' },
  manual: { type: 'manual' },
};
const names: Record<string, string> = {
  schedule: 'On a schedule',
  event: 'When an event happens',
  webhook: 'When its address is called',
  manual: 'By hand or over the API',
};
const limits: FieldSpec[] = [
  { key: 'timeout', label: 'Timeout of a run', kind: 'plain', placeholder: '2h' },
  { key: 'maxCredits', label: 'Most credits a run', kind: 'number', placeholder: '50' },
  {
    key: 'onError',
    label: 'When a step fails',
    kind: 'choice',
    options: [
      { value: 'fail', label: 'Fail the run' },
      { value: 'continue', label: 'Go on' },
      { value: 'rollback', label: 'Undo what was done' },
    ],
  },
];

/** What belongs to the workflow as a whole: what starts it, what goes in and out, its limits. */
export function StartForm({
  doc,
  problems,
  references,
  disabled,
  onEdit,
}: {
  doc: Doc;
  problems: readonly Problem[];
  references: readonly Reference[];
  disabled: boolean;
  onEdit: (doc: Doc, tag?: string) => void;
}) {
  const wiring = useMemo(
    () => ({
      references,
      disabled,
      problemAt: (path: string) =>
        problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message ??
        null,
    }),
    [problems, references, disabled],
  );
  const set = (path: (string | number)[], value: Json | undefined) =>
    onEdit(setAt(doc, path, value), path.join('.'));
  const triggers = Array.isArray(doc.triggers) ? doc.triggers : [];
  const settings = isObject(doc.settings) ? doc.settings : {};
  const concurrency = isObject(settings.concurrency) ? settings.concurrency : {};
  return (
    <FormContext value={wiring}>
      <div className="flex flex-col gap-4">
        <div className="flex items-center justify-between">
          <h3 className="font-strong text-sm">Triggers</h3>
          {!disabled && (
            <Menu
              align="end"
              groups={[
                {
                  items: Object.entries(begin).map(([type, value]) => ({
                    label: names[type] ?? type,
                    onSelect: () => set(['triggers'], [...triggers, value]),
                  })),
                },
              ]}
              label="Add trigger"
              trigger={
                <Button icon={<Plus aria-hidden />} size="sm">
                  Add
                </Button>
              }
            />
          )}
        </div>
        {triggers.length === 0 && (
          <p className="-mt-2 text-muted text-sm">
            It runs by hand and over the API. Add a schedule, an event or an address that starts it.
          </p>
        )}
        {triggers.map((trigger, index) => (
          <div
            className="flex flex-col gap-3 rounded-lg border p-3"
            // biome-ignore lint/suspicious/noArrayIndexKey: triggers have no identity of their own
            key={index}
          >
            <div className="flex items-center justify-between gap-2">
              <span className="min-w-0 truncate text-sm">{triggerWords(trigger)}</span>
              {!disabled && (
                <IconButton
                  icon={<X aria-hidden />}
                  label={`Remove trigger ${index + 1}`}
                  onClick={() => set(['triggers', index], undefined)}
                  size="sm"
                />
              )}
            </div>
            {isObject(trigger) &&
              fieldsOf(trigger).map((spec) => (
                <ConfigField
                  key={spec.key}
                  onChange={(value) => set(['triggers', index, spec.key], value)}
                  path={`triggers[${index}].${spec.key}`}
                  spec={spec}
                  value={trigger[spec.key]}
                />
              ))}
          </div>
        ))}
        <ValueField
          hint="A JSON Schema of what goes in: runs are checked against it, and forms are made of it."
          label="Input"
          onChange={(value) => set(['inputSchema'], value)}
          path="inputSchema"
          placeholder='{"type": "object", "properties": {}}'
          value={doc.inputSchema}
        />
        <PairsField
          label="Variables"
          onChange={(value) => set(['vars'], value)}
          path="vars"
          value={doc.vars}
        />
        <ValueField
          hint="Left empty, the last step’s output."
          label="Output"
          onChange={(value) => set(['output'], value)}
          path="output"
          placeholder="{{ steps.last.output }}"
          value={doc.output}
        />
        <div className="-mx-2">
          <Disclosure
            open={Object.keys(settings).length > 0}
            summary={<span className="text-muted">Limits and errors</span>}
          >
            <div className="-ms-5.5 flex flex-col gap-4">
              {limits.map((spec) => (
                <ConfigField
                  key={spec.key}
                  onChange={(value) => set(['settings', spec.key], value)}
                  path={`settings.${spec.key}`}
                  spec={spec}
                  value={settings[spec.key]}
                />
              ))}
              <ConfigField
                onChange={(value) =>
                  set(
                    ['settings', 'concurrency'],
                    value === undefined ? undefined : { ...concurrency, limit: value },
                  )
                }
                path="settings.concurrency.limit"
                spec={{ key: 'limit', label: 'Runs at once', kind: 'number' }}
                value={concurrency.limit}
              />
              {concurrency.limit !== undefined && (
                <TextField
                  bare
                  hint="Runs with the same value share the limit."
                  label="Counted by"
                  onChange={(value) => set(['settings', 'concurrency', 'key'], value)}
                  path="settings.concurrency.key"
                  placeholder="input.customerId"
                  value={concurrency.key}
                />
              )}
            </div>
          </Disclosure>
        </div>
      </div>
    </FormContext>
  );
}

function fieldsOf(trigger: JsonObject): FieldSpec[] {
  if (trigger.type === 'schedule')
    return [
      { key: 'cron', label: 'Cron', kind: 'plain', required: true, placeholder: '0 6 * * *' },
      { key: 'timezone', label: 'Time zone', kind: 'plain', placeholder: 'Europe/Paris' },
    ];
  if (trigger.type === 'event')
    return [
      { key: 'event', label: 'Event', kind: 'plain', required: true, placeholder: 'agent.failed' },
      { key: 'filter', label: 'Only if', kind: 'expression', placeholder: 'data.total > 100' },
    ];
  return [];
}
