import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { kinds, mayOf } from '@/app/(dashboard)/webhooks/page-data';
import { Page } from '@/components/ui/page';
import { WebhookList } from '@/components/webhooks/webhook-list';
import { PAGE_SIZE, webhooksPath } from '@/components/webhooks/webhooks-path';
import { pageCtx } from '@/lib/api/page-context';
import { findWebhooks } from '@/lib/webhooks/store';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = webhooksPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const active = ['true', 'false'].find((value) => value === asked.get('active'));
  const offset = Number(asked.get('offset'));
  const { webhooks, total } = await findWebhooks(ctx, { active, offset, limit: PAGE_SIZE });
  return (
    <Page>
      <WebhookList
        first={{ path, page: { data: webhooks, limit: PAGE_SIZE, offset, total } }}
        kinds={kinds()}
        may={mayOf(ctx)}
      />
    </Page>
  );
}
