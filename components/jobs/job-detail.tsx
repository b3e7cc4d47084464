'use client';

import { JobAttempts } from '@/components/jobs/job-attempts';
import { JobFacts } from '@/components/jobs/job-facts';
import { JobHeader } from '@/components/jobs/job-header';
import { JobLog } from '@/components/jobs/job-log';
import { JobResult } from '@/components/jobs/job-result';
import { JobRuns } from '@/components/jobs/job-runs';
import type { Job, JobLogs, JobPage, May } from '@/components/jobs/model';
import { useJob } from '@/components/jobs/use-job';
import { waitOf } from '@/components/jobs/words';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { StaleNote } from '@/components/ui/error-state';
import { JsonTree } from '@/components/ui/json-tree';
import { Page, Section } from '@/components/ui/page';

export function JobDetail({
  first,
  may,
}: {
  first: { job: Job; logs: JobLogs; runs: { path: string; page: JobPage } | null };
  may: May;
}) {
  const { job, logs, lost, error, refresh } = useJob(first.job.id, first.job, first.logs);
  const waits = waitOf(job);
  return (
    <Page>
      <JobHeader job={job} may={may} onChanged={refresh} />
      <StaleNote error={error} onRetry={refresh} />
      {lost && (
        <p className="text-muted text-sm" role="status">
          The connection was lost. What you see is renewed every few seconds.
        </p>
      )}
      {job.error && job.status !== 'completed' && (
        <Callout title={job.error.message} tone={job.status === 'failed' ? 'bad' : 'warn'}>
          <span className="font-mono text-xs">{job.error.code}</span>
        </Callout>
      )}
      {waits && (
        <Callout
          action={
            job.waiting_for?.kind === 'execution' && (
              <ButtonLink href={`/executions/${job.waiting_for.id}`} size="sm">
                See execution
              </ButtonLink>
            )
          }
          title={waits}
          tone="info"
        >
          No worker is held meanwhile.
        </Callout>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <JobFacts job={job} />
        <div className="flex flex-col gap-6">
          <JobResult job={job} />
          <Section title="Payload">
            <JsonTree label="Payload" value={job.payload} />
          </Section>
        </div>
      </div>
      {first.runs ? (
        <JobRuns first={first.runs} id={job.id} />
      ) : (
        <JobAttempts attempts={logs.attempts} job={job} />
      )}
      <JobLog logs={logs} />
    </Page>
  );
}
