'use client';

import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { formatDuration } from '@/components/ui/format';
import type { Delivery } from '@/components/webhooks/model';
import { adviceFor } from '@/components/webhooks/words';

/** What came of the test that was sent just now. */
export function TestResult({ delivery }: { delivery: Delivery | null }) {
  return (
    <div className={delivery ? undefined : 'sr-only'} role="status">
      {delivery && (
        <Callout
          action={
            <ButtonLink
              href={`/webhooks/${delivery.webhook_id}/deliveries/${delivery.id}`}
              size="sm"
            >
              See request and response
            </ButtonLink>
          }
          title={
            delivery.success
              ? `The receiver answered ${delivery.status_code}`
              : 'The test was not accepted'
          }
          tone={delivery.success ? 'good' : 'bad'}
        >
          {delivery.success
            ? `After ${formatDuration(delivery.duration_ms ?? 0)}.`
            : [delivery.error, adviceFor(delivery.error, delivery.status_code)]
                .filter(Boolean)
                .join(' ')}
        </Callout>
      )}
    </div>
  );
}
