'use client';

import { useEffect, useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';
import { EventPicker } from '@/components/webhooks/event-picker';
import { HeaderFields, headerRows, headersOf } from '@/components/webhooks/header-fields';
import type { EventKind, Webhook } from '@/components/webhooks/model';

const labels = {
  url: 'URL',
  name: 'Name',
  events: 'Events',
  headers: 'Headers',
  secret: 'Secret',
  maxAttempts: 'Attempts',
  backoff: 'First wait',
  ordering_key: 'Ordering key',
};
type Name = keyof typeof labels;

/** `headers.X-A` and `retryPolicy.backoffMs` are told at the control that holds them. */
function byControl(fields: Record<string, string>): Record<string, string> {
  const places: Record<string, string> = {
    'retryPolicy.maxAttempts': 'maxAttempts',
    'retryPolicy.backoffMs': 'backoff',
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, text]) => {
      const [head = field, ...rest] = field.split('.');
      const own = places[field] ?? head;
      return [own, rest.length > 0 && own === head ? `(${rest.join('.')}) ${text}` : text];
    }),
  );
}

export default function WebhookForm({
  formId,
  webhook,
  kinds,
  onSaved,
  onBusyChange,
}: {
  formId: string;
  webhook?: Webhook;
  kinds: readonly EventKind[];
  onSaved: (webhook: Webhook) => void;
  onBusyChange: (busy: boolean) => void;
}) {
  const [events, setEvents] = useState<readonly string[] | null>(
    webhook && webhook.events.length > 0 ? webhook.events : null,
  );
  const [headers, setHeaders] = useState(() => headerRows(webhook?.headers ?? {}));
  const { busy, problem, onSubmit, refuse } = useSubmit(['url'], async (values) => {
    if (events?.length === 0) refuse({ events: 'must name at least one, or be all' });
    const body = {
      url: values.url,
      name: values.name,
      events: events ?? [],
      headers: headersOf(headers),
      retryPolicy: {
        maxAttempts: Number(values.maxAttempts) || undefined,
        backoffMs: values.backoff ? Math.round(Number(values.backoff) * 1000) : undefined,
      },
      ordering_key: values.ordering_key || null,
      ...(values.secret && { secret: values.secret }),
    };
    const path = webhook ? `/api/webhooks/${webhook.id}` : '/api/webhooks';
    try {
      onSaved(await api<Webhook>(path, { method: webhook ? 'PATCH' : 'POST', body }));
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0)
        refuse(byControl(error.fields));
      throw error;
    }
  });
  useEffect(() => {
    onBusyChange(busy);
    // It gives way to the secret while it is still busy.
    return () => onBusyChange(false);
  }, [busy, onBusyChange]);
  const error = (name: Name) => fieldError(problem, name, labels[name]);
  const advanced = ['headers', 'secret', 'maxAttempts', 'backoff', 'ordering_key'];
  return (
    <form className="flex flex-col gap-5" id={formId} method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={labels} prefix="webhook-" problem={problem} />
      <Field
        error={error('url')}
        hint="We send a POST with JSON to it."
        id="webhook-url"
        label="URL"
      >
        <Input
          autoComplete="off"
          defaultValue={webhook?.url}
          maxLength={2000}
          mono
          name="url"
          placeholder="https://your-app.example.com/webhook"
          spellCheck={false}
          type="url"
        />
      </Field>
      <Field error={error('name')} id="webhook-name" label="Name" optional>
        <Input autoComplete="off" defaultValue={webhook?.name} maxLength={255} name="name" />
      </Field>
      <EventPicker error={error('events')} kinds={kinds} onValueChange={setEvents} value={events} />
      <Disclosure
        open={advanced.some((name) => problem?.fields[name])}
        summary="Headers, retries and order"
      >
        <div className="flex flex-col gap-5">
          <HeaderFields error={error('headers')} onRowsChange={setHeaders} rows={headers} />
          {!webhook && (
            <Field
              error={error('secret')}
              hint="Leave it empty and we make one."
              id="webhook-secret"
              label="Secret"
              optional
            >
              <Input autoComplete="off" maxLength={256} mono name="secret" spellCheck={false} />
            </Field>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              error={error('maxAttempts')}
              hint="In all, 1 to 20"
              id="webhook-maxAttempts"
              label="Attempts"
            >
              <Input
                defaultValue={webhook?.retryPolicy.maxAttempts ?? 8}
                inputMode="numeric"
                max={20}
                min={1}
                name="maxAttempts"
                required={false}
                type="number"
              />
            </Field>
            <Field
              error={error('backoff')}
              hint="Seconds; each further wait is four times as long"
              id="webhook-backoff"
              label="First wait"
            >
              <Input
                defaultValue={(webhook?.retryPolicy.backoffMs ?? 5000) / 1000}
                inputMode="decimal"
                max={3600}
                min={0.1}
                name="backoff"
                required={false}
                step="any"
                type="number"
              />
            </Field>
          </div>
          <Field
            error={error('ordering_key')}
            hint="A path into the event's data, as agentId. Of deliveries with the same value there, each waits for the one before."
            id="webhook-ordering_key"
            label="Ordering key"
            optional
          >
            <Input
              autoComplete="off"
              defaultValue={webhook?.ordering_key ?? ''}
              maxLength={200}
              mono
              name="ordering_key"
              spellCheck={false}
            />
          </Field>
        </div>
      </Disclosure>
    </form>
  );
}
