import type { JobView } from '@/lib/jobs/contract';
import type {
  JobAttemptView,
  JobLogLine,
  QueueView,
  TaskTypeView,
} from '@/lib/jobs/queues.contract';

export type Job = JobView;
export type JobPage = { jobs: Job[]; total: number; limit: number; offset: number };
export type Queue = QueueView;
export type TaskType = TaskTypeView;
export type LogLine = JobLogLine;
export type Attempt = JobAttemptView;
export type JobLogs = { data: LogLine[]; attempts: Attempt[]; total: number };

/** What the reader may do with jobs; viewers only look. */
export type May = { write: boolean };

const ENDED = ['completed', 'failed', 'canceled'];

/** Whether something may still happen to it. */
export const isOpen = (job: Pick<Job, 'status'>): boolean => !ENDED.includes(job.status);
