'use client';

import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Id } from '@/components/ui/id';
import { JsonTree } from '@/components/ui/json-tree';
import { KeyValues } from '@/components/ui/key-values';
import { Num } from '@/components/ui/number';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { AttemptPanel } from '@/components/webhooks/attempt-panel';
import type { DeliveryDetail as Detail, May, Webhook } from '@/components/webhooks/model';
import { adviceFor, isOpen, nameOf, statusOf } from '@/components/webhooks/words';

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** One delivery: what was sent, every attempt with its answer, and sending it again. */
export function DeliveryDetail({
  webhook,
  first,
  may,
}: {
  webhook: Webhook;
  first: Detail;
  may: May;
}) {
  const [busy, setBusy] = useState(false);
  const path = `/api/webhooks/${webhook.id}/deliveries/${first.id}`;
  const { data, error, mutate } = useSWR<Detail>(path, {
    fallbackData: first,
    refreshInterval: (now) => (now && isOpen(now) ? 1_500 : 0),
  });
  const delivery = data ?? first;
  const { state, word } = statusOf(delivery);
  const isTest = delivery.event_type === 'webhook.test';
  const advice = delivery.success ? null : adviceFor(delivery.error, delivery.status_code);
  const attempts = delivery.attempt_history.toReversed();

  async function resend() {
    setBusy(true);
    try {
      await api(`/api/webhooks/deliveries/${first.id}/retry`, { method: 'POST' });
      toast.success('It is sent again');
      await mutate();
    } catch (cause) {
      toast.error('It was not sent again', cause);
    }
    setBusy(false);
  }

  return (
    <Page>
      <PageHeader
        actions={
          may.write &&
          !isTest && (
            <Button icon={<RotateCw aria-hidden />} loading={busy} onClick={resend}>
              Send again
            </Button>
          )
        }
        breadcrumb={[
          { label: 'Webhooks', href: '/webhooks' },
          { label: nameOf(webhook), href: `/webhooks/${webhook.id}` },
          { label: `…${delivery.id.slice(-8)}` },
        ]}
        status={
          <span role="status">
            <Status state={state}>{word}</Status>
          </span>
        }
        title={<span className="font-mono">{delivery.event_type}</span>}
      />
      <StaleNote error={error} onRetry={() => mutate()} />
      {delivery.error && !delivery.success && (
        <Callout title={delivery.error} tone={delivery.status === 'dead' ? 'bad' : 'warn'}>
          {advice}{' '}
          {delivery.next_attempt_at && delivery.status === 'failed' && (
            <>
              Next attempt: <Time at={delivery.next_attempt_at} />
            </>
          )}
        </Callout>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title="Delivery">
          <KeyValues
            items={[
              {
                label: 'Sent to',
                value: <span className="break-all font-mono text-xs">{delivery.url}</span>,
              },
              { label: 'Event', value: <Id value={delivery.event_id} /> },
              { label: 'Delivery', value: <Id value={delivery.id} /> },
              { label: 'Event at', value: <Time at={delivery.created_at} exact /> },
              {
                label: 'Bytes',
                value: (
                  <span className="flex items-center gap-1">
                    <Num value={new TextEncoder().encode(delivery.body).length} />
                    <CopyButton label="Copy the exact body" text={delivery.body} />
                  </span>
                ),
              },
              {
                label: 'Delivered',
                value: delivery.delivered_at ? (
                  <Time at={delivery.delivered_at} exact />
                ) : (
                  'Not yet'
                ),
              },
            ]}
          />
        </Section>
        <Section title="Body">
          <JsonTree label="Body" value={parsed(delivery.body)} />
        </Section>
      </div>
      <Section
        description={isOpen(delivery) ? 'Follows as attempts are made.' : undefined}
        title="Attempts"
      >
        {attempts.length === 0 ? (
          <p className="text-muted text-sm">None was made yet.</p>
        ) : (
          <ol aria-label="Attempts, newest first" className="flex flex-col gap-2">
            {attempts.map((attempt, at) => (
              <AttemptPanel attempt={attempt} key={attempt.number} open={at === 0} />
            ))}
          </ol>
        )}
      </Section>
    </Page>
  );
}
