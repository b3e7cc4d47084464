import type { Metadata } from 'next';
import { orNotFound, paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { mayOf, readJobs } from '@/app/(dashboard)/jobs/page-data';
import { JobDetail } from '@/components/jobs/job-detail';
import { runsPath } from '@/components/jobs/jobs-path';
import { pageCtx } from '@/lib/api/page-context';
import { presentWhole } from '@/lib/jobs/present';
import { findLogs, loadJob } from '@/lib/jobs/store';

export const metadata: Metadata = { title: 'Job' };

export default async function JobPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Query;
}) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadJob(ctx, (await params).id));
  const path = runsPath(row.id, await paramsOf(searchParams));
  const [job, logs, page] = await Promise.all([
    presentWhole(row),
    findLogs(ctx, row.id, { limit: 100, offset: 0 }),
    row.cronSpec === null ? null : readJobs(ctx, path, row.id),
  ]);
  const runs = page && { path, page };
  return <JobDetail first={{ job, logs, runs }} key={row.id} may={mayOf(ctx)} />;
}
