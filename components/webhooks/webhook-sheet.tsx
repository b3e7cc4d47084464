'use client';

import { lazy, Suspense, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { EventKind, Webhook } from '@/components/webhooks/model';
import { closing, SecretPanel } from '@/components/webhooks/secret-panel';
import { nameOf } from '@/components/webhooks/words';

const WebhookForm = lazy(() => import('@/components/webhooks/webhook-form'));

/** Creates a webhook and then shows its secret, or changes `webhook`. */
export function WebhookSheet({
  open,
  onOpenChange,
  onSaved,
  kinds,
  webhook,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: (webhook: Webhook) => void;
  kinds: readonly EventKind[];
  webhook?: Webhook;
}) {
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Webhook | null>(null);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  const leave = () => {
    setMade(null);
    setCopied(false);
    setWarned(false);
    onOpenChange(false);
  };
  const close = (next: boolean) => {
    if (next || busy) return;
    closing({ made: made !== null, copied, warned }, () => setWarned(true), leave);
  };
  function saved(next: Webhook) {
    onSaved(next);
    if (next.secret) return setMade(next);
    toast.success(`${nameOf(next)} is saved`);
    leave();
  }
  return (
    <Sheet
      description={
        made || webhook ? undefined : 'Where to send events, and which. The rest can wait.'
      }
      footer={
        made ? (
          <Button onClick={() => close(false)} variant={copied ? 'primary' : 'secondary'}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button form={form} loading={busy} type="submit" variant="primary">
              {webhook ? 'Save webhook' : 'Create webhook'}
            </Button>
          </>
        )
      }
      onOpenChange={close}
      open={open}
      title={
        made ? `${nameOf(made)} is ready` : webhook ? `Edit ${nameOf(webhook)}` : 'Create a webhook'
      }
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
        open && (
          <Suspense fallback={<Skeleton className="h-96" />}>
            <WebhookForm
              formId={form}
              kinds={kinds}
              onBusyChange={setBusy}
              onSaved={saved}
              webhook={webhook}
            />
          </Suspense>
        )
      )}
    </Sheet>
  );
}
