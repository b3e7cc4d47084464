'use client';

import { Ban, CirclePause, CirclePlay, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { JobState } from '@/components/jobs/job-state';
import { isOpen, type Job, type May } from '@/components/jobs/model';
import { useJobActions } from '@/components/jobs/use-job-actions';
import { titleOf } from '@/components/jobs/words';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { PageHeader } from '@/components/ui/page';

const RETRIED = ['failed', 'canceled', 'retrying', 'scheduled'];

export function JobHeader({ job, may, onChanged }: { job: Job; may: May; onChanged: () => void }) {
  const { busy, act, cancel } = useJobActions(onChanged);
  const [ending, setEnding] = useState(false);
  const title = titleOf(job.task_type);
  const recurs = job.state === 'recurring';
  const face = recurs ? { label: 'Recurring', href: '/jobs/recurring' } : null;
  return (
    <>
      <PageHeader
        actions={
          may.write && (
            <>
              {recurs && (
                <>
                  <Button
                    icon={job.paused ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
                    loading={busy === 'pause' || busy === 'resume'}
                    onClick={() => void act(job, job.paused ? 'resume' : 'pause')}
                  >
                    {job.paused ? 'Resume' : 'Pause'}
                  </Button>
                  <Button
                    icon={<Play aria-hidden />}
                    loading={busy === 'run'}
                    onClick={() => void act(job, 'run')}
                  >
                    Run now
                  </Button>
                </>
              )}
              {job.cron_spec === null && RETRIED.includes(job.state) && (
                <Button
                  icon={<RotateCw aria-hidden />}
                  loading={busy === 'retry'}
                  onClick={() => void act(job, 'retry')}
                >
                  {isOpen(job) ? 'Run now' : 'Retry'}
                </Button>
              )}
              {isOpen(job) && (
                <Button icon={<Ban aria-hidden />} onClick={() => setEnding(true)}>
                  {recurs ? 'End schedule' : 'Cancel job'}
                </Button>
              )}
            </>
          )
        }
        breadcrumb={[
          { label: 'Jobs', href: '/jobs' },
          ...(face ? [face] : []),
          { label: `…${job.id.slice(-8)}` },
        ]}
        status={
          <span role="status">
            <JobState job={job} />
          </span>
        }
        title={title}
      />
      <ConfirmDialog
        confirmLabel={recurs ? 'End schedule' : 'Cancel job'}
        description={
          recurs
            ? 'It makes no more runs, and those that have not begun are canceled. What runs goes on.'
            : 'What it does is stopped. It can be tried again later.'
        }
        onConfirm={() => cancel(job)}
        onOpenChange={setEnding}
        open={ending}
        title={recurs ? 'End this schedule?' : 'Cancel this job?'}
      />
    </>
  );
}
