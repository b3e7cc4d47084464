'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useId, useState } from 'react';
import type { Job, TaskType } from '@/components/jobs/model';
import { titleOf } from '@/components/jobs/words';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';

const NewJobForm = lazy(() => import('@/components/jobs/new-job-form'));

export function NewJobSheet({
  open,
  onOpenChange,
  onMade,
  types,
  queues,
  recurring,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMade: () => void;
  types: readonly TaskType[];
  queues: readonly string[];
  recurring: boolean;
}) {
  const form = useId();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  function made(job: Job) {
    onMade();
    onOpenChange(false);
    const what = job.cron_spec ? 'recurs from now on' : 'is in its queue';
    toast.success(`${titleOf(job.task_type)} ${what}`);
    router.push(`/jobs/${job.id}`);
  }
  return (
    <Sheet
      description="What to do, with what, and when."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Create job
          </Button>
        </>
      }
      onOpenChange={(next) => busy || onOpenChange(next)}
      open={open}
      title="New job"
    >
      {open && (
        <Suspense fallback={<Skeleton className="h-96" />}>
          <NewJobForm
            formId={form}
            onBusyChange={setBusy}
            onMade={made}
            queues={queues}
            recurring={recurring}
            types={types}
          />
        </Suspense>
      )}
    </Sheet>
  );
}
