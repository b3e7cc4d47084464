'use client';

import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { keyFor, type Outline, type StepNode } from '@/components/workflows/edit/outline';
import { inside } from '@/components/workflows/edit/steps';
import { textOf } from '@/components/workflows/edit/value-text';
import { ConfigField } from '@/components/workflows/form/config-field';
import type { FieldSpec } from '@/components/workflows/form/fields';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { TextField } from '@/components/workflows/form/text-field';
import { RetrySchema, StepSchema } from '@/lib/engine/definition';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';

const retries: FieldSpec[] = [
  { key: 'maxAttempts', label: 'Tries in all', kind: 'number', placeholder: '3' },
  { key: 'initialInterval', label: 'First wait', kind: 'plain', placeholder: '1s' },
  { key: 'multiplier', label: 'Times', kind: 'number', placeholder: '2' },
  { key: 'maxInterval', label: 'Longest wait', kind: 'plain', placeholder: '60s' },
];

/** What stands around every step: when it runs, how often it is tried, what happens when it fails. */
export function AroundFields({
  raw,
  step,
  shape,
  set,
}: {
  raw: JsonObject;
  step: StepNode;
  shape: Outline;
  set: (path: (string | number)[], value: Json | undefined) => void;
}) {
  const { problemAt, disabled } = useForm();
  const key = (name: string) => keyFor(raw, name, StepSchema.shape) ?? name;
  const retryKey = key('retry');
  const retry = isObject(raw[retryKey]) ? (raw[retryKey] as JsonObject) : {};
  const onError = raw[key('onError')];
  const chosen = isObject(onError) ? `goto:${String(onError.goto)}` : textOf(onError);
  const own = new Set([step.id, ...inside(step).map(({ id }) => id)]);
  const others = [...shape.steps.values()].filter(({ id }) => !own.has(id));
  const used = ['retry', 'timeout', 'onError', 'compensate', 'onSkippedInput'].some(
    (name) => raw[key(name)] !== undefined,
  );
  const problem = problemAt('onError');
  return (
    <div className="flex flex-col gap-4 border-t pt-4">
      <TextField
        bare
        label="Only if"
        onChange={(value) => set(['if'], value)}
        path="if"
        placeholder="input.total > 100"
        value={raw.if}
      />
      <div className="-mx-2">
        <Disclosure
          open={used}
          summary={<span className="text-muted">Retries, timeout and errors</span>}
        >
          <div className="-ms-5.5 flex flex-col gap-4">
            <Field
              error={problem && sentence(problem)}
              id="wf-onError"
              label="When it fails"
              optional
            >
              <Select
                disabled={disabled}
                onValueChange={(value) =>
                  set(
                    [key('onError')],
                    value.startsWith('goto:') ? { goto: value.slice(5) } : value || undefined,
                  )
                }
                placeholder="As the workflow says"
                required={false}
                value={chosen}
              >
                <option value="fail">Fail the run</option>
                <option value="continue">Go on</option>
                <option value="rollback">Undo what was done</option>
                <optgroup label="Run another step instead">
                  {others.map(({ key: other, id, name }) => (
                    <option key={other} value={`goto:${id}`}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              </Select>
            </Field>
            <div className="grid grid-cols-2 gap-x-3 gap-y-4">
              {retries.map((spec) => (
                <ConfigField
                  key={spec.key}
                  onChange={(value) =>
                    set([retryKey, keyFor(retry, spec.key, RetrySchema.shape) ?? spec.key], value)
                  }
                  path={`retry.${spec.key}`}
                  spec={spec}
                  value={retry[keyFor(retry, spec.key, RetrySchema.shape) ?? spec.key]}
                />
              ))}
            </div>
            <ConfigField
              onChange={(value) => set([key('timeout')], value)}
              path="timeout"
              spec={{ key: 'timeout', label: 'Timeout', kind: 'plain', placeholder: '5m' }}
              value={raw[key('timeout')]}
            />
            <ConfigField
              onChange={(value) => set([key('onSkippedInput')], value)}
              path="onSkippedInput"
              spec={{
                key: 'onSkippedInput',
                label: 'When a step that it reads was skipped',
                kind: 'choice',
                options: [
                  { value: 'fail', label: 'Fail' },
                  { value: 'skip', label: 'Skip it too' },
                ],
              }}
              value={raw[key('onSkippedInput')]}
            />
            <TextField
              label="Description"
              lines={2}
              onChange={(value) => set(['description'], value)}
              path="description"
              plain
              value={raw.description}
            />
          </div>
        </Disclosure>
      </div>
    </div>
  );
}
