'use client';

import type { Queue } from '@/components/jobs/model';
import { Switch } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type Change = Partial<Pick<Queue, 'weight' | 'concurrency' | 'paused'>>;

/** Weight, limit and pause; a number is saved when its field is left. */
export function QueueSettings({
  queue,
  disabled,
  onChange,
}: {
  queue: Queue;
  disabled: boolean;
  onChange: (change: Change) => void;
}) {
  function weigh(input: HTMLInputElement) {
    const weight = Math.round(Number(input.value));
    if (!(weight >= 1 && weight <= 100)) input.value = String(queue.weight);
    else if (weight !== queue.weight) onChange({ weight });
  }
  function limit(input: HTMLInputElement) {
    const text = input.value.trim();
    const concurrency = text === '' ? null : Math.round(Number(text));
    if (concurrency !== null && !(concurrency >= 1 && concurrency <= 1000))
      input.value = String(queue.concurrency ?? '');
    else if (concurrency !== queue.concurrency) onChange({ concurrency });
  }
  return (
    <div className="grid grid-cols-2 items-end gap-4 border-t pt-4 sm:grid-cols-3">
      <Field label="Weight">
        <Input
          defaultValue={queue.weight}
          disabled={disabled}
          inputMode="numeric"
          onBlur={(event) => weigh(event.currentTarget)}
          type="number"
        />
      </Field>
      <Field label="At once">
        <Input
          defaultValue={queue.concurrency ?? ''}
          disabled={disabled}
          inputMode="numeric"
          onBlur={(event) => limit(event.currentTarget)}
          placeholder="No limit"
          type="number"
        />
      </Field>
      <Switch
        checked={queue.paused}
        disabled={disabled}
        label="Paused"
        onCheckedChange={(paused) => onChange({ paused })}
      />
    </div>
  );
}
