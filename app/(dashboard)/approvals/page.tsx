import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { approvalsPath } from '@/components/approvals/approvals-path';
import { Inbox } from '@/components/approvals/inbox';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { listApprovals } from '@/lib/approvals/contract';
import { findApprovals } from '@/lib/approvals/store';
import { allows } from '@/lib/core/scopes';

export const metadata: Metadata = { title: 'Approvals' };

export default async function ApprovalsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = approvalsPath(await paramsOf(searchParams));
  const query = listApprovals.query?.parse(
    Object.fromEntries(new URLSearchParams(path.split('?')[1])),
  );
  const page =
    query && allows(ctx.scopes, 'approvals:read') ? await findApprovals(ctx, query) : null;
  return (
    <Page>
      <PageHeader
        description="What waits for a person before it goes on, and what was decided."
        title="Approvals"
      />
      {page ? (
        <Inbox first={{ path, page }} />
      ) : (
        <ForbiddenState
          what="approvals"
          who="Ask an owner or admin for the scope approvals:read."
        />
      )}
    </Page>
  );
}
