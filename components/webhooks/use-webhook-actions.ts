'use client';

import { useState } from 'react';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { Delivery, Webhook } from '@/components/webhooks/model';
import { nameOf } from '@/components/webhooks/words';

/** What one click does with a webhook; each tells how it went. */
export function useWebhookActions(changed: (webhook?: Webhook) => void) {
  const [testing, setTesting] = useState<string | null>(null);

  async function setActive(webhook: Webhook, active: boolean) {
    try {
      const path = `/api/webhooks/${webhook.id}/${active ? 'enable' : 'disable'}`;
      changed(await api<Webhook>(path, { method: 'POST' }));
      toast.success(`${nameOf(webhook)} is ${active ? 'enabled' : 'disabled'}`);
    } catch (error) {
      toast.error(active ? 'It was not enabled' : 'It was not disabled', error);
    }
  }

  /** What the receiver said; null when the test itself could not be sent. */
  async function test(webhook: Webhook): Promise<Delivery | null> {
    setTesting(webhook.id);
    try {
      return await api<Delivery>(`/api/webhooks/${webhook.id}/test`, { method: 'POST' });
    } catch (error) {
      toast.error('The test was not sent', error);
      return null;
    } finally {
      setTesting(null);
    }
  }

  return { testing, test, setActive };
}
