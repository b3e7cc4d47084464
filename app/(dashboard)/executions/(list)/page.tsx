import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { ExecutionList } from '@/components/executions/execution-list';
import { executionsPath } from '@/components/executions/executions-path';
import { Page, PageHeader } from '@/components/ui/page';
import { findAgent } from '@/lib/agents/store';
import { pageCtx } from '@/lib/api/page-context';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { listExecutions } from '@/lib/executions/contract';
import { presentExecution } from '@/lib/executions/present';
import { findExecutions } from '@/lib/executions/store';

export const metadata: Metadata = { title: 'Executions' };

/** What the address asks for; null when only the browser or the API can tell. */
async function firstPage(ctx: Ctx, params: URLSearchParams) {
  if (params.has('from') || params.has('to')) return null;
  const path = executionsPath(params);
  const query = listExecutions.query?.safeParse(
    Object.fromEntries(new URLSearchParams(path.split('?')[1])),
  );
  if (!query?.success) return null;
  const { rows, total } = await findExecutions(ctx, query.data);
  const { limit, offset } = query.data;
  return { path, page: { data: rows.map(presentExecution), limit, offset, total } };
}

export default async function ExecutionsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const params = await paramsOf(searchParams);
  const agent = params.get('agent');
  const [first, named] = await Promise.all([
    firstPage(ctx, params),
    agent && isUuid(agent) ? findAgent(ctx, agent) : null,
  ]);
  return (
    <Page>
      <PageHeader
        description="Every run of an agent, from chat, playground and API, as it happens."
        title="Executions"
      />
      <ExecutionList agentName={named?.name ?? null} first={first} />
    </Page>
  );
}
