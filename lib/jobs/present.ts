import type { Job } from '@/generated/prisma/client';
import { nextRuns } from '@/lib/core/cron';
import { storage } from '@/lib/core/storage/storage';
import { formatDuration } from '@/lib/engine/duration';
import type { JobStatus, JobView } from '@/lib/jobs/contract';

const OUTWARD: Record<string, JobStatus> = {
  scheduled: 'pending',
  retrying: 'pending',
  recurring: 'pending',
  cancelled: 'canceled',
};

export const outwardStatus = (status: string): JobStatus =>
  OUTWARD[status] ?? (status as JobStatus);

/** The inner statuses behind an outward one, for filters. */
export function innerStatuses(outward: string): string[] {
  if (outward === 'pending') return ['pending', 'scheduled', 'retrying', 'recurring'];
  return outward === 'canceled' ? ['cancelled'] : [outward];
}

export const isEnded = (status: string): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** A file that a job made, as it stands in its result. */
export interface StoredResult {
  key: string;
  filename: string;
  contentType: string;
  bytes: number;
}

/** A job's result as it is stored: the value, and the file if it made one. */
export interface Kept {
  value: unknown;
  file?: StoredResult;
}

const NEXT_RUNS = 5;
const iso = (date: Date | null) => date?.toISOString() ?? null;

/** A job as lists show it: without a link to its file. */
export function presentJob(row: Job): JobView {
  const kept = row.result as Kept | null;
  const recurs = row.status === 'recurring' && row.cronSpec !== null && !row.paused;
  const runs = recurs
    ? nextRuns(row.cronSpec as string, row.timezone ?? 'UTC', new Date(), NEXT_RUNS)
    : [];
  return {
    id: row.id,
    task_type: row.taskType,
    payload: row.payload,
    queue: row.queue,
    priority: row.priority,
    status: outwardStatus(row.status),
    state: row.status === 'running' && row.waitKind ? 'waiting' : outwardState(row),
    attempt: row.attempt - row.countedFrom,
    max_retries: row.maxRetries,
    retry_delay: formatDuration(row.retryDelayMs),
    timeout: formatDuration(row.timeoutMs),
    metadata: row.metadata as Record<string, unknown>,
    schedule_at: row.cronSpec === null ? iso(row.runAt) : null,
    cron_spec: row.cronSpec,
    timezone: row.timezone,
    paused: row.paused,
    next_run_at: recurs ? iso(row.nextRunAt) : null,
    next_runs: runs.map((at) => at.toISOString()),
    last_run_at: iso(row.lastRunAt),
    recurring_id: row.recurringId,
    waiting_for: row.waitKind ? { kind: row.waitKind, id: row.waitId } : null,
    progress: row.progress as Record<string, unknown> | null,
    result: kept?.value ?? null,
    file: kept?.file ? presentFile(kept.file, null) : null,
    error: row.error as JobView['error'],
    cancel_requested_at: iso(row.cancelRequestedAt),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    started_at: iso(row.startedAt),
    completed_at: iso(row.completedAt),
  };
}

const outwardState = (row: Job) => (row.status === 'cancelled' ? 'canceled' : row.status);

const presentFile = (file: StoredResult, url: string | null) => ({
  source: `storage:${file.key}`,
  filename: file.filename,
  content_type: file.contentType,
  bytes: file.bytes,
  url,
});

export const LINK_SECONDS = 24 * 3600;

export async function linkTo(file: StoredResult): Promise<string> {
  const files = await storage();
  const { key, filename, contentType } = file;
  return files.signedUrl(key, { expiresSeconds: LINK_SECONDS, filename, contentType });
}

/** A job as it is shown alone: with a fresh link to its file. */
export async function presentWhole(row: Job): Promise<JobView> {
  const file = (row.result as Kept | null)?.file;
  const view = presentJob(row);
  return file ? { ...view, file: presentFile(file, await linkTo(file)) } : view;
}
