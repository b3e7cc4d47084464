'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';
import type { Webhook } from '@/components/webhooks/model';
import { closing, SecretPanel } from '@/components/webhooks/secret-panel';

const events = [
  { type: 'deployment.completed', label: 'A deployment completed' },
  { type: 'deployment.failed', label: 'A deployment failed' },
  { type: 'deployment.queued', label: 'A deployment was accepted' },
  { type: 'deployment.cancelled', label: 'A deployment was cancelled' },
  { type: 'package.published', label: 'A version was published' },
];
const labels = { url: 'URL', events: 'Events' };

/** Adds a webhook that hears of one app, and shows its secret once. */
export function AppWebhookDialog({
  path,
  open,
  onOpenChange,
  onCreated,
}: {
  path: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: () => void;
}) {
  const form = useId();
  const [chosen, setChosen] = useState<readonly string[]>([
    'deployment.completed',
    'deployment.failed',
  ]);
  const [made, setMade] = useState<Webhook | null>(null);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  const { busy, problem, onSubmit, refuse, clear } = useSubmit(['url'], async ({ url }) => {
    if (chosen.length === 0) refuse({ events: 'must name at least one' });
    const { webhook } = await api<{ webhook: Webhook }>(path, {
      method: 'POST',
      body: { url, events: chosen },
    });
    setMade(webhook);
    onCreated();
  });
  const leave = () => {
    clear();
    setMade(null);
    setCopied(false);
    setWarned(false);
    onOpenChange(false);
  };
  const close = (next: boolean) => {
    if (next || busy) return;
    closing({ made: made !== null, copied, warned }, () => setWarned(true), leave);
  };
  return (
    <Dialog
      footer={
        made ? (
          <Button onClick={() => close(false)} variant={copied ? 'primary' : 'secondary'}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button form={form} loading={busy} type="submit" variant="primary">
              Add webhook
            </Button>
          </>
        )
      }
      onOpenChange={close}
      open={open}
      title={made ? 'The webhook is ready' : 'Add a webhook'}
    >
      {made?.secret ? (
        <SecretPanel
          onCopied={() => {
            setCopied(true);
            setWarned(false);
          }}
          secret={made.secret}
          warned={warned}
        />
      ) : (
        <form
          className="flex flex-col gap-5"
          id={form}
          method="post"
          noValidate
          onSubmit={onSubmit}
        >
          <ProblemSummary labels={labels} prefix="app-webhook-" problem={problem} />
          <Field
            error={fieldError(problem, 'url', labels.url)}
            hint="We send a POST with JSON to it."
            id="app-webhook-url"
            label={labels.url}
          >
            <Input
              autoComplete="off"
              maxLength={2000}
              mono
              name="url"
              placeholder="https://ci.example.com/hooks/fleetprompt"
              spellCheck={false}
              type="url"
            />
          </Field>
          <fieldset className="flex flex-col gap-2" id="app-webhook-events" tabIndex={-1}>
            <legend className="mb-2 font-strong text-sm">{labels.events}</legend>
            {events.map(({ type, label }) => (
              <Checkbox
                checked={chosen.includes(type)}
                hint={<span className="font-mono text-xs">{type}</span>}
                key={type}
                label={label}
                onCheckedChange={(on) =>
                  setChosen(on ? [...chosen, type] : chosen.filter((one) => one !== type))
                }
              />
            ))}
            {problem?.fields.events && (
              <p className="text-bad text-sm">{fieldError(problem, 'events', labels.events)}</p>
            )}
          </fieldset>
        </form>
      )}
    </Dialog>
  );
}
