import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/workflows/page-data';
import type { Doc } from '@/components/workflows/edit/address';
import { RunView } from '@/components/workflows/run/run-view';
import { pageCtx } from '@/lib/api/page-context';
import { host } from '@/lib/workflows/postgres/host';
import { findSteps } from '@/lib/workflows/run-steps';
import { findRun, presentRun } from '@/lib/workflows/runs';
import { loadVersion } from '@/lib/workflows/store';

export const metadata: Metadata = { title: 'Workflow run' };

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const found = await orNotFound(findRun(ctx, (await params).id));
  const { workflowId, version } = found;
  const [run, steps, history, kept] = await Promise.all([
    presentRun(ctx, found),
    findSteps(ctx, found.id, { limit: 1000, offset: 0 }),
    host.history(ctx, found.id, { after: 0, limit: 1000 }),
    workflowId && version !== null ? loadVersion(ctx, workflowId, version).catch(() => null) : null,
  ]);
  return (
    <RunView
      definition={(kept?.definition as Doc | undefined) ?? null}
      first={{ run, steps: steps.data, history: history.events }}
      key={run.id}
      may={mayOf(ctx)}
    />
  );
}
