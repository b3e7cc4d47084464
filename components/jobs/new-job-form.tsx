'use client';

import { useEffect, useRef, useState } from 'react';
import type { Job, TaskType } from '@/components/jobs/model';
import { everyOf } from '@/components/jobs/words';
import { Disclosure } from '@/components/ui/disclosure';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { draftOf, problemsOf, readDraft } from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { SchemaForm } from '@/components/ui/schema-form/schema-form';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { useSubmit } from '@/components/ui/use-submit';

type When = 'now' | 'at' | 'recurring';

const whens = [
  { value: 'now', label: 'Now' },
  { value: 'at', label: 'At a time' },
  { value: 'recurring', label: 'Recurring' },
];

const PATHS: Record<When, string> = {
  now: '/api/jobs',
  at: '/api/jobs/schedule',
  recurring: '/api/jobs/recurring',
};

const whole = (text: string | undefined) => (text ? Number(text) : undefined);

export default function NewJobForm({
  formId,
  types,
  queues,
  recurring,
  onMade,
  onBusyChange,
}: {
  formId: string;
  types: readonly TaskType[];
  queues: readonly string[];
  recurring: boolean;
  onMade: (job: Job) => void;
  onBusyChange: (busy: boolean) => void;
}) {
  const [type, setType] = useState(types[0]?.type ?? '');
  const chosen = types.find((one) => one.type === type);
  const fields = fieldsOf(chosen?.payload_schema);
  const [draft, setDraft] = useState(() => draftOf(fields));
  const [when, setWhen] = useState<When>(recurring ? 'recurring' : 'now');
  const [cron, setCron] = useState('0 2 * * *');
  const [zone, setZone] = useState('UTC');
  const { busy, problem, onSubmit, refuse, clear } = useSubmit([], async (values) => {
    const read = readDraft(fields, draft);
    if ('problems' in read) return refuse({ ...read.problems });
    const body = {
      task_type: type,
      payload: read.value,
      queue: values.queue || undefined,
      timeout: values.timeout || undefined,
      max_retries: whole(values.max_retries),
      priority: whole(values.priority),
      ...(when === 'at' && { schedule_at: timeOf(values.schedule_at) }),
      ...(when === 'recurring' && { cron_spec: cron, timezone: zone }),
    };
    onMade(await api<Job>(PATHS[when], { method: 'POST', body }));
  });
  const told = useRef(onBusyChange);
  told.current = onBusyChange;
  useEffect(() => told.current(busy), [busy]);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'), []);

  function choose(next: string) {
    setType(next);
    const schema = types.find((one) => one.type === next)?.payload_schema;
    setDraft(draftOf(fieldsOf(schema)));
    clear();
  }
  const all = problemsOf(fields, problem?.fields ?? {}, 'payload.');
  const own = new Set(fields.map((field) => field.path));
  const wrong = (name: string) => all[name] ?? null;
  const others = Object.entries(all).filter(([path]) => !own.has(path) && !SHOWN.has(path));
  const unseen = others.map(([path, text]) => `${path} ${text}`).join('; ');
  return (
    <form className="flex flex-col gap-5" id={formId} method="post" noValidate onSubmit={onSubmit}>
      <Field hint={chosen?.description} label="Task">
        <Select
          onValueChange={choose}
          options={types.map((one) => ({ value: one.type, label: one.title }))}
          value={type}
        />
      </Field>
      <SchemaForm
        attempt={problem?.attempt}
        draft={draft}
        fields={fields}
        idPrefix="job"
        message={problem?.message ?? (unseen || null)}
        onDraftChange={setDraft}
        problems={Object.fromEntries(Object.entries(all).filter(([path]) => own.has(path)))}
        requestId={problem?.requestId}
      />
      <div className="flex flex-col gap-4 border-t pt-5">
        <Segmented
          label="When"
          onValueChange={(next) => setWhen(next as When)}
          options={whens}
          value={when}
        />
        {when === 'at' && (
          <Field error={wrong('schedule_at')} hint="In your own time zone." label="Time">
            <Input name="schedule_at" required type="datetime-local" />
          </Field>
        )}
        {when === 'recurring' && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field error={wrong('cron_spec')} hint={hintOf(cron)} label="Schedule (cron)">
              <Input mono onChange={(event) => setCron(event.target.value)} value={cron} />
            </Field>
            <Field error={wrong('timezone')} label="Time zone">
              <Input onChange={(event) => setZone(event.target.value)} value={zone} />
            </Field>
          </div>
        )}
        <Field error={wrong('queue')} hint="A new name makes a queue." label="Queue">
          <Input defaultValue="default" list={`${formId}-queues`} mono name="queue" />
        </Field>
        <datalist id={`${formId}-queues`}>
          {queues.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Disclosure summary="Retries, time limit and priority">
          <div className="grid gap-4 sm:grid-cols-3">
            <Field error={wrong('max_retries')} label="Retries">
              <Input
                inputMode="numeric"
                max={25}
                min={0}
                name="max_retries"
                placeholder={String(chosen?.max_retries ?? 3)}
                type="number"
              />
            </Field>
            <Field error={wrong('timeout')} label="Time limit">
              <Input mono name="timeout" placeholder="30m" />
            </Field>
            <Field error={wrong('priority')} label="Priority">
              <Input max={100} min={-100} name="priority" placeholder="0" type="number" />
            </Field>
          </div>
        </Disclosure>
      </div>
    </form>
  );
}

const SHOWN = new Set([
  'schedule_at',
  'cron_spec',
  'timezone',
  'queue',
  'max_retries',
  'timeout',
  'priority',
]);

const hintOf = (cron: string) => {
  const words = everyOf(cron);
  return words === cron ? 'Minute, hour, day, month, weekday.' : `${words}.`;
};

function timeOf(local: string | undefined): string | undefined {
  const at = new Date(local ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
