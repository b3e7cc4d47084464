import { Cron } from 'croner';

const parsed = (spec: string, timezone: string) =>
  new Cron(spec.trim(), { timezone, paused: true, mode: '5-part' });

/** Null when the schedule can be kept, else what is wrong. Five fields, or `@daily` and the like. */
export function cronProblem(spec: string, timezone = 'UTC'): string | null {
  try {
    return parsed(spec, timezone).nextRun() ? null : 'has no next time';
  } catch {
    return 'must be a cron expression of five fields, such as "0 2 * * *"';
  }
}

/** The next `count` times strictly after `from`; fewer when the schedule ends. Daylight saving counts. */
export function nextRuns(spec: string, timezone: string, from: Date, count: number): Date[] {
  return parsed(spec, timezone).nextRuns(count, from);
}

/** How many times of the schedule lie strictly between two moments; at most 1,000 are counted. */
export function runsBetween(spec: string, timezone: string, after: Date, before: Date): number {
  const times = parsed(spec, timezone);
  let count = 0;
  for (let at = times.nextRun(after); at && at < before && count < 1000; at = times.nextRun(at))
    count++;
  return count;
}
