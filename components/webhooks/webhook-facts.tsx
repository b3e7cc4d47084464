import { formatDuration } from '@/components/ui/format';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Num } from '@/components/ui/number';
import { Stat, StatRow } from '@/components/ui/stat';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { Webhook } from '@/components/webhooks/model';
import { failureRate, formatRate } from '@/components/webhooks/words';

export function WebhookStats({ webhook }: { webhook: Webhook }) {
  const rate = failureRate(webhook);
  const { last_24h, failure_count, last_delivery } = webhook;
  return (
    <StatRow>
      <Stat
        label="Deliveries"
        note="in the last 24 hours"
        value={<Num value={last_24h.deliveries} />}
      />
      <Stat
        label="Failed"
        note={`${last_24h.failed} in the last 24 hours`}
        value={rate === null ? '—' : formatRate(rate)}
      />
      <Stat
        label="Failures in a row"
        note="attempts since the last success"
        value={<Num value={failure_count} />}
      />
      <Stat label="Last sent" value={last_delivery ? <Time at={last_delivery} /> : 'Never'} />
    </StatRow>
  );
}

export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { events, headers, retryPolicy, ordering_key, previous_secret_expires_at } = webhook;
  const names = Object.entries(headers);
  return (
    <KeyValues
      items={[
        {
          label: 'Events',
          value:
            events.length === 0 ? (
              'All events'
            ) : (
              <span className="flex flex-wrap gap-1">
                {events.map((name) => (
                  <Badge key={name}>
                    <span className="font-mono">{name}</span>
                  </Badge>
                ))}
              </span>
            ),
        },
        {
          label: 'Retries',
          value:
            retryPolicy.maxAttempts === 1
              ? 'None'
              : `Up to ${retryPolicy.maxAttempts} attempts, the second after ${formatDuration(retryPolicy.backoffMs)}`,
        },
        ...(ordering_key
          ? [
              {
                label: 'In order of',
                value: <span className="font-mono text-xs">{ordering_key}</span>,
              },
            ]
          : []),
        ...(names.length > 0
          ? [
              {
                label: 'Headers',
                value: (
                  <ul className="font-mono text-xs">
                    {names.map(([name, value]) => (
                      <li className="break-all leading-5" key={name}>
                        {name}: <span className="text-muted">{value}</span>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
        ...(previous_secret_expires_at
          ? [
              {
                label: 'Former secret',
                value: (
                  <>
                    counts until <Time at={previous_secret_expires_at} exact />
                  </>
                ),
              },
            ]
          : []),
        { label: 'Created', value: <Time at={webhook.created_at} /> },
        { label: 'Id', value: <Id value={webhook.id} /> },
      ]}
    />
  );
}
