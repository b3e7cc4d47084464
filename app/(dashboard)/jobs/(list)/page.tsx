import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { choices, mayOf, readJobs } from '@/app/(dashboard)/jobs/page-data';
import { JobList } from '@/components/jobs/job-list';
import { JobsFrame } from '@/components/jobs/jobs-frame';
import { jobsPath } from '@/components/jobs/jobs-path';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Jobs' };

export default async function JobsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = jobsPath(await paramsOf(searchParams));
  const [{ types, names }, page] = await Promise.all([choices(ctx), readJobs(ctx, path)]);
  return (
    <JobsFrame may={mayOf(ctx)} queues={names} types={types}>
      <JobList first={{ path, page }} queues={names} types={types} />
    </JobsFrame>
  );
}
