'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { StaleNote } from '@/components/ui/error-state';
import { Page, Section } from '@/components/ui/page';
import { DeliveryList } from '@/components/webhooks/delivery-list';
import type { Delivery, DeliveryPage, EventKind, May, Webhook } from '@/components/webhooks/model';
import { RecoverDialog } from '@/components/webhooks/recover-dialog';
import { RotateSecretDialog } from '@/components/webhooks/rotate-secret-dialog';
import { TestResult } from '@/components/webhooks/test-result';
import { useWebhookActions } from '@/components/webhooks/use-webhook-actions';
import { WebhookFacts, WebhookStats } from '@/components/webhooks/webhook-facts';
import { type Face, WebhookHeader } from '@/components/webhooks/webhook-header';
import { DeleteWebhook } from '@/components/webhooks/webhook-list';
import { WebhookSheet } from '@/components/webhooks/webhook-sheet';
import { deliveriesPath } from '@/components/webhooks/webhooks-path';

/** One webhook: how it fares, what it is told, and every delivery; live. */
export function WebhookDetail({
  first,
  kinds,
  may,
}: {
  first: { webhook: Webhook; path: string; page: DeliveryPage };
  kinds: readonly EventKind[];
  may: May;
}) {
  const router = useRouter();
  const params = useSearchParams();
  const { mutate: mutateAny } = useSWRConfig();
  const { data, error, mutate } = useSWR<Webhook>(`/api/webhooks/${first.webhook.id}`, {
    fallbackData: first.webhook,
    refreshInterval: 5_000,
  });
  const webhook = data ?? first.webhook;
  const [face, setFace] = useState<Face | null>(null);
  const [tested, setTested] = useState<Delivery | null>(null);
  const refresh = () => {
    void mutate();
    void mutateAny(deliveriesPath(webhook.id, params));
  };
  // What has just been changed is shown at once; the secret in it is not kept.
  const changed = (next?: Webhook) =>
    void mutate(next && { ...next, secret: undefined }, { revalidate: !next });
  const { testing, test, setActive } = useWebhookActions(changed);

  async function sendTest() {
    setTested(null);
    setTested(await test(webhook));
    refresh();
  }

  return (
    <Page>
      <WebhookHeader
        may={may}
        onOpen={setFace}
        onSetActive={(active) => void setActive(webhook, active)}
        onTest={sendTest}
        testing={testing !== null}
        webhook={webhook}
      />
      <StaleNote error={error} onRetry={refresh} />
      {!webhook.active && webhook.disabled_reason && (
        <Callout
          action={
            may.write && (
              <Button onClick={() => void setActive(webhook, true)} size="sm">
                Enable webhook
              </Button>
            )
          }
          title="Nothing is sent any more"
          tone="bad"
        >
          {webhook.disabled_reason} Enable it when the receiver works again, then recover what was
          missed.
        </Callout>
      )}
      <TestResult delivery={tested} />
      <WebhookStats webhook={webhook} />
      <Section title="Settings">
        <WebhookFacts webhook={webhook} />
      </Section>
      <DeliveryList first={first} kinds={kinds} webhook={webhook} />
      {may.write && (
        <>
          <WebhookSheet
            kinds={kinds}
            onOpenChange={(open) => open || setFace(null)}
            onSaved={changed}
            open={face === 'edit'}
            webhook={webhook}
          />
          <RecoverDialog
            id={webhook.id}
            onDone={refresh}
            onOpenChange={(open) => open || setFace(null)}
            open={face === 'recover'}
          />
          <RotateSecretDialog
            onOpenChange={(open) => open || setFace(null)}
            onRotated={changed}
            open={face === 'rotate'}
            webhook={webhook}
          />
          <DeleteWebhook
            onDone={() => router.push('/webhooks')}
            onOpenChange={() => setFace(null)}
            webhook={face === 'delete' ? webhook : null}
          />
        </>
      )}
    </Page>
  );
}
