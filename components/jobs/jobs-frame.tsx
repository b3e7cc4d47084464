'use client';

import { Plus } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useSWRConfig } from 'swr';
import type { May, TaskType } from '@/components/jobs/model';
import { NewJobSheet } from '@/components/jobs/new-job-sheet';
import { Button } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';
import { NavTabs } from '@/components/ui/tabs';
import { useUrlState } from '@/components/ui/use-url-state';

const faces = [
  { href: '/jobs', label: 'Jobs' },
  { href: '/jobs/recurring', label: 'Recurring' },
  { href: '/jobs/queues', label: 'Queues' },
];

/** The head that the three faces of the page share, and the form for a new job. */
export function JobsFrame({
  may,
  types,
  queues,
  children,
}: {
  may: May;
  types: readonly TaskType[];
  queues: readonly string[];
  children: ReactNode;
}) {
  const path = usePathname();
  const { mutate } = useSWRConfig();
  const [creating, setCreating] = useUrlState('new');
  return (
    <Page>
      <PageHeader
        actions={
          may.write && (
            <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
              New job
            </Button>
          )
        }
        description="Background work: now, at a time or again and again, in queues with weights."
        title="Jobs"
      />
      <NavTabs current={path} items={faces} label="Jobs" />
      {children}
      {may.write && (
        <NewJobSheet
          onMade={() =>
            void mutate((key) => typeof key === 'string' && key.startsWith('/api/jobs'))
          }
          onOpenChange={(open) => setCreating(open ? '1' : '')}
          open={creating === '1'}
          queues={queues}
          recurring={path === '/jobs/recurring'}
          types={types}
        />
      )}
    </Page>
  );
}
