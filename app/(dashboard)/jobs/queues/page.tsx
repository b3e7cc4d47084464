import type { Metadata } from 'next';
import { choices, mayOf } from '@/app/(dashboard)/jobs/page-data';
import { JobsFrame } from '@/components/jobs/jobs-frame';
import { QueueList } from '@/components/jobs/queue-list';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Queues' };

export default async function QueuesPage() {
  const ctx = await pageCtx();
  const { types, queues, names } = await choices(ctx);
  const may = mayOf(ctx);
  return (
    <JobsFrame may={may} queues={names} types={types}>
      <QueueList first={queues} may={may} />
    </JobsFrame>
  );
}
