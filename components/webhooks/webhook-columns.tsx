import { Ellipsis, Pencil, Power, PowerOff, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { May, Webhook } from '@/components/webhooks/model';
import { WebhookStatus } from '@/components/webhooks/webhook-status';
import { eventsOf, failureRate, formatRate, hostOf, nameOf } from '@/components/webhooks/words';

export type Act = {
  edit: (webhook: Webhook) => void;
  setActive: (webhook: Webhook, active: boolean) => void;
  remove: (webhook: Webhook) => void;
};

function FailureRate({ webhook }: { webhook: Webhook }) {
  const rate = failureRate(webhook);
  if (rate === null) return <span className="text-faint">None sent</span>;
  return (
    <span
      className={rate >= 5 ? 'num text-bad' : 'num text-muted'}
      title={`${webhook.last_24h.failed} of ${webhook.last_24h.deliveries} in the last 24 hours`}
    >
      {formatRate(rate)}
    </span>
  );
}

function RowMenu({ webhook, act }: { webhook: Webhook; act: Act }) {
  const label = `Actions for ${nameOf(webhook)}`;
  const { active } = webhook;
  return (
    <Menu
      align="end"
      groups={[
        {
          items: [
            { label: 'Edit', icon: <Pencil />, onSelect: () => act.edit(webhook) },
            {
              label: active ? 'Disable' : 'Enable',
              icon: active ? <PowerOff /> : <Power />,
              onSelect: () => act.setActive(webhook, !active),
            },
          ],
        },
        {
          items: [
            {
              label: 'Delete',
              icon: <Trash2 />,
              danger: true,
              onSelect: () => act.remove(webhook),
            },
          ],
        },
      ]}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

export function webhookColumns(may: May, act: Act): Column<Webhook>[] {
  const columns: Column<Webhook>[] = [
    {
      key: 'name',
      header: 'Webhook',
      primary: true,
      width: '34%',
      cell: (webhook) => (
        <>
          <span className="font-strong">{nameOf(webhook)}</span>{' '}
          {webhook.name && <span className="num text-faint text-xs">{hostOf(webhook.url)}</span>}
        </>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: '8rem',
      cell: (webhook) => <WebhookStatus webhook={webhook} />,
    },
    {
      key: 'events',
      header: 'Events',
      cell: (webhook) => (
        <span className="text-muted" title={webhook.events.join(', ')}>
          {eventsOf(webhook.events)}
        </span>
      ),
    },
    {
      key: 'last',
      header: 'Last sent',
      width: '8rem',
      cell: (webhook) =>
        webhook.last_delivery ? (
          <Time at={webhook.last_delivery} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
    {
      key: 'rate',
      header: 'Failed',
      width: '7rem',
      cell: (webhook) => <FailureRate webhook={webhook} />,
    },
  ];
  if (may.write)
    columns.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (webhook) => <RowMenu act={act} webhook={webhook} />,
    });
  return columns;
}
