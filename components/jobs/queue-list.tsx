'use client';

import Link from 'next/link';
import useSWR from 'swr';
import { QUEUES } from '@/components/jobs/jobs-path';
import type { May, Queue } from '@/components/jobs/model';
import { QueueSettings } from '@/components/jobs/queue-settings';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Num } from '@/components/ui/number';
import { toast } from '@/components/ui/toast';

type Answer = { queues: Queue[] };
type Change = Partial<Pick<Queue, 'weight' | 'concurrency' | 'paused'>>;

/** Each queue with its share, its limit and its counts; changes hold at once and can be undone. */
export function QueueList({ first, may }: { first: Queue[]; may: May }) {
  const { data, error, mutate } = useSWR<Answer>(QUEUES, {
    fallbackData: { queues: first },
    refreshInterval: 3_000,
  });
  const queues = data?.queues ?? first;
  const all = queues.reduce((sum, queue) => sum + (queue.paused ? 0 : queue.weight), 0);

  async function change(queue: Queue, to: Change, undo = true) {
    const before: Change = Object.fromEntries(
      Object.keys(to).map((key) => [key, queue[key as keyof Change]]),
    );
    const shown = queues.map((one) => (one.name === queue.name ? { ...one, ...to } : one));
    try {
      await mutate(
        () =>
          api<Answer>(QUEUES, { method: 'PUT', body: { queues: [{ name: queue.name, ...to }] } }),
        { optimisticData: { queues: shown }, rollbackOnError: true, revalidate: false },
      );
      if (undo)
        toast.success(`${queue.name} is saved`, {
          action: { label: 'Undo', onClick: () => void change(queue, before, false) },
        });
    } catch (cause) {
      toast.error(`${queue.name} was not changed`, cause);
    }
  }

  if (error && !data) return <ErrorState error={error} onRetry={() => mutate()} />;
  return (
    <div className="flex flex-col gap-4">
      <StaleNote error={error} onRetry={() => mutate()} />
      <ul aria-label="Queues" className="grid gap-4 md:grid-cols-2">
        {queues.map((queue) => (
          <li className="flex flex-col gap-4 rounded-lg border bg-surface p-4" key={queue.name}>
            <div className="flex items-baseline justify-between gap-3">
              <h2 className="min-w-0 truncate font-mono font-strong text-base">{queue.name}</h2>
              <span className="shrink-0 text-faint text-sm">
                {queue.paused ? 'Paused' : `${Math.round((queue.weight / all) * 100)} % of turns`}
              </span>
            </div>
            <Counts queue={queue} />
            <QueueSettings
              disabled={!may.write}
              key={`${queue.weight} ${queue.concurrency}`}
              onChange={(to) => void change(queue, to)}
              queue={queue}
            />
          </li>
        ))}
      </ul>
      <p className="text-faint text-sm">
        While several queues have work, each is chosen as often as its weight says. A queue is made
        by the first job that names it.
      </p>
    </div>
  );
}

const counts = ['pending', 'running', 'completed', 'failed'] as const;

function Counts({ queue }: { queue: Queue }) {
  return (
    <dl className="grid grid-cols-4 gap-2">
      {counts.map((name) => (
        <div key={name}>
          <dt className="text-faint text-xs capitalize">{name}</dt>
          <dd className={name === 'failed' && queue.failed > 0 ? 'text-bad' : undefined}>
            <Link
              aria-label={`${queue[name]} ${name} in ${queue.name}`}
              className="rounded-sm hover:underline"
              href={`/jobs?queue=${encodeURIComponent(queue.name)}&status=${name}`}
            >
              <Num short value={queue[name]} />
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
