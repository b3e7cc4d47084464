import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { choices, mayOf, readJobs } from '@/app/(dashboard)/jobs/page-data';
import { JobsFrame } from '@/components/jobs/jobs-frame';
import { recurringPath } from '@/components/jobs/jobs-path';
import { RecurringList } from '@/components/jobs/recurring-list';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Recurring jobs' };

export default async function RecurringPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = recurringPath(await paramsOf(searchParams));
  const [{ types, names }, page] = await Promise.all([choices(ctx), readJobs(ctx, path)]);
  const may = mayOf(ctx);
  return (
    <JobsFrame may={may} queues={names} types={types}>
      <RecurringList first={{ path, page }} may={may} />
    </JobsFrame>
  );
}
