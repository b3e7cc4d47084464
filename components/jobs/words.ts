import type { Job } from '@/components/jobs/model';
import type { Tone } from '@/components/ui/status';

const WORDS: Record<string, [word: string, tone?: Tone]> = {
  pending: ['Pending'],
  scheduled: ['Scheduled', 'info'],
  retrying: ['Retrying', 'warn'],
  running: ['Running'],
  waiting: ['Waiting', 'active'],
  completed: ['Completed'],
  failed: ['Failed'],
  canceled: ['Canceled'],
};

/** A job's state as a word, and its colour. */
export function stateOf(job: Job): { word: string; tone?: Tone } {
  if (job.state === 'recurring')
    return job.paused ? { word: 'Paused', tone: 'warn' } : { word: 'Active', tone: 'good' };
  const [word, tone] = WORDS[job.state] ?? [job.state];
  return { word, tone };
}

const TITLES: Record<string, string> = {
  'data-processing': 'Process data',
  'report-generation': 'Generate a report',
  'daily-cleanup': 'Clean up',
  'ai-agent': 'Run an agent',
  'test-suite': 'Run a test suite',
  webhook: 'Call a webhook',
  workflow: 'Run a workflow',
};

/** What a type of task is called; a workflow that is registered as one has its own name. */
export const titleOf = (taskType: string): string => TITLES[taskType] ?? taskType;

const WAITS: Record<string, string> = {
  execution: 'It waits for its execution.',
  'test-run': 'It waits for the test run.',
  'workflow-run': 'It waits for the run of its workflow.',
  credits: 'It waits for credits, and goes on after a top-up.',
};

export const waitOf = (job: Job): string | null =>
  job.waiting_for ? (WAITS[job.waiting_for.kind] ?? 'It waits.') : null;

const EVERY: readonly [RegExp, (parts: string[]) => string][] = [
  [/^\* \* \* \* \*$/, () => 'Every minute'],
  [/^\*\/(\d+) \* \* \* \*$/, ([n]) => `Every ${n} minutes`],
  [/^(\d+) \* \* \* \*$/, ([m = '0']) => `Every hour at :${m.padStart(2, '0')}`],
  [/^(\d+) (\d+) \* \* \*$/, ([m = '0', h = '0']) => `Every day at ${clock(h, m)}`],
  [
    /^(\d+) (\d+) \* \* ([0-7])$/,
    ([m = '0', h = '0', d = '0']) => `Every ${DAYS[Number(d) % 7]} at ${clock(h, m)}`,
  ],
  [/^(\d+) (\d+) \* \* (?:1-5|MON-FRI)$/i, ([m = '0', h = '0']) => `On weekdays at ${clock(h, m)}`],
  [/^@hourly$/, () => 'Every hour'],
  [/^@(?:daily|midnight)$/, () => 'Every day at 00:00'],
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const clock = (h: string, m: string) => `${h.padStart(2, '0')}:${m.padStart(2, '0')}`;

/** A cron expression in words where there are simple ones; else itself. */
export function everyOf(cron: string): string {
  for (const [pattern, say] of EVERY) {
    const found = pattern.exec(cron.trim());
    if (found) return say(found.slice(1));
  }
  return cron;
}
