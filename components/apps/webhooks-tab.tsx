'use client';

import { Plus, Trash2, Webhook } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { deleteWithUndo, useHidden } from '@/components/agents/delayed-delete';
import { AppWebhookDialog } from '@/components/apps/app-webhook-dialog';
import type { May } from '@/components/apps/model';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Section } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';
import type { Webhook as WebhookView } from '@/components/webhooks/model';
import { WebhookStatus } from '@/components/webhooks/webhook-status';
import { eventsOf, nameOf } from '@/components/webhooks/words';

/** Who is told of this app's deployments. */
export default function WebhooksTab({ appId, may }: { appId: string; may: May }) {
  const path = `/api/agent-apps/${appId}/webhooks`;
  const { data, error, mutate } = useSWR<{ webhooks: WebhookView[] }>(path);
  const [creating, setCreating] = useState(false);
  const hidden = useHidden();
  const rows = data?.webhooks.filter((one) => !hidden.has(one.id));
  const create = may.webhooks && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
      Add webhook
    </Button>
  );
  return (
    <Section
      actions={rows && rows.length > 0 && create}
      description="They hear only of what names this app. Those for everything are under Webhooks."
      title="Webhooks of this app"
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : !rows ? (
        <div aria-busy="true" className="flex flex-col gap-2">
          <Skeleton className="h-12 rounded-lg" />
          <Skeleton className="h-12 rounded-lg" />
        </div>
      ) : rows.length === 0 ? (
        <EmptyState action={create} icon={<Webhook />} title="No webhook hears of this app">
          Tell your CI or your chat when a deployment of this app completes or fails. Each delivery
          is signed.
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-lg border bg-surface">
          {rows.map((webhook) => (
            <li
              className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm"
              key={webhook.id}
            >
              <Link
                className="min-w-0 flex-1 basis-40 truncate rounded-sm font-strong hover:underline"
                href={`/webhooks/${webhook.id}`}
              >
                {nameOf(webhook)}
              </Link>
              <span className="text-muted" title={webhook.events.join(', ')}>
                {eventsOf(webhook.events)}
              </span>
              <WebhookStatus webhook={webhook} />
              {may.webhooks && (
                <IconButton
                  icon={<Trash2 aria-hidden />}
                  label={`Delete ${nameOf(webhook)}`}
                  onClick={() =>
                    deleteWithUndo(
                      { id: webhook.id, name: nameOf(webhook), path: `${path}/${webhook.id}` },
                      () => void mutate(),
                    )
                  }
                  size="sm"
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <AppWebhookDialog
        onCreated={() => void mutate()}
        onOpenChange={setCreating}
        open={creating}
        path={path}
      />
    </Section>
  );
}
