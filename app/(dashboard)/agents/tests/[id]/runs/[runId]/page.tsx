import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { mayTest } from '@/app/(dashboard)/agents/tests/may';
import { RunDetail } from '@/components/tests/run-detail';
import { pageCtx } from '@/lib/api/page-context';
import { presentRun } from '@/lib/tests/summary';

export const metadata: Metadata = { title: 'Test run' };

export default async function RunPage({
  params,
}: {
  params: Promise<{ id: string; runId: string }>;
}) {
  const ctx = await pageCtx();
  const { id, runId } = await params;
  const run = await orNotFound(presentRun(ctx, runId));
  if (run.suite_id !== id) notFound();
  return <RunDetail first={run} may={mayTest(ctx)} suiteId={id} />;
}
