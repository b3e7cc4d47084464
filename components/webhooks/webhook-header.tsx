'use client';

import { Ellipsis, KeyRound, Pencil, Power, PowerOff, RotateCcw, Send, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { PageHeader } from '@/components/ui/page';
import type { May, Webhook } from '@/components/webhooks/model';
import { WebhookStatus } from '@/components/webhooks/webhook-status';
import { nameOf } from '@/components/webhooks/words';

export type Face = 'edit' | 'rotate' | 'recover' | 'delete';

export function WebhookHeader({
  webhook,
  may,
  testing,
  onTest,
  onSetActive,
  onOpen,
}: {
  webhook: Webhook;
  may: May;
  testing: boolean;
  onTest: () => void;
  onSetActive: (active: boolean) => void;
  onOpen: (face: Face) => void;
}) {
  const { active } = webhook;
  return (
    <PageHeader
      actions={
        may.write && (
          <>
            <Button icon={<Send aria-hidden />} loading={testing} onClick={onTest}>
              Send test
            </Button>
            <Button icon={<Pencil aria-hidden />} onClick={() => onOpen('edit')}>
              Edit
            </Button>
            <Menu
              align="end"
              groups={[
                {
                  items: [
                    {
                      label: 'Recover failed deliveries',
                      icon: <RotateCcw />,
                      disabled: !active,
                      note: active ? undefined : 'Enable it first',
                      onSelect: () => onOpen('recover'),
                    },
                    {
                      label: 'Rotate secret',
                      icon: <KeyRound />,
                      onSelect: () => onOpen('rotate'),
                    },
                    {
                      label: active ? 'Disable' : 'Enable',
                      icon: active ? <PowerOff /> : <Power />,
                      onSelect: () => onSetActive(!active),
                    },
                  ],
                },
                {
                  items: [
                    {
                      label: 'Delete',
                      icon: <Trash2 />,
                      danger: true,
                      onSelect: () => onOpen('delete'),
                    },
                  ],
                },
              ]}
              label="More actions"
              trigger={
                <IconButton
                  icon={<Ellipsis aria-hidden />}
                  label="More actions"
                  variant="secondary"
                />
              }
            />
          </>
        )
      }
      breadcrumb={[{ label: 'Webhooks', href: '/webhooks' }, { label: nameOf(webhook) }]}
      description={<span className="break-all font-mono text-xs">{webhook.url}</span>}
      status={<WebhookStatus webhook={webhook} />}
      title={nameOf(webhook)}
    />
  );
}
