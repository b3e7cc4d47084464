import { Status } from '@/components/ui/status';
import type { Webhook } from '@/components/webhooks/model';

/** Active, failing since a while, or disabled by hand or by us. */
export function WebhookStatus({ webhook }: { webhook: Webhook }) {
  if (!webhook.active)
    return webhook.disabled_reason ? (
      <Status state="disabled" tone="bad">
        Disabled
      </Status>
    ) : (
      <Status state="disabled" />
    );
  if (webhook.failure_count > 0)
    return (
      <Status state="failing" tone="warn">
        Failing
      </Status>
    );
  return <Status state="active" />;
}
