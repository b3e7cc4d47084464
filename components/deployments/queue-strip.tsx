'use client';

import useSWR from 'swr';
import type { QueueStats } from '@/components/deployments/model';
import { ErrorState } from '@/components/ui/error-state';
import { formatDuration, formatNumber } from '@/components/ui/format';
import { Stat, StatRow } from '@/components/ui/stat';
import { Status } from '@/components/ui/status';

const words = { healthy: 'Healthy', warning: 'Warning', critical: 'Critical' };

/** How the queue is, counted anew every five seconds. */
export function QueueStrip({ first }: { first: QueueStats }) {
  const {
    data = first,
    error,
    mutate,
  } = useSWR<QueueStats>('/api/deployments/queue/stats', {
    fallbackData: first,
    refreshInterval: 5_000,
  });
  const { stats, health, metrics } = data;
  if (error) return <ErrorState error={error} onRetry={() => mutate()} />;
  const average = metrics.avgProcessingTimeSeconds;
  return (
    <section aria-label="Queue" className="flex flex-col gap-2">
      <StatRow>
        <Stat label="Waiting" value={formatNumber(stats.queued)} />
        <Stat label="Processing" value={formatNumber(stats.processing)} />
        <Stat label="Completed" value={formatNumber(stats.completed)} />
        <Stat label="Failed" value={formatNumber(stats.failed)} />
        <Stat
          label="On average"
          value={stats.completed > 0 ? formatDuration(average * 1000) : '—'}
        />
      </StatRow>
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <Status state={health.status}>{words[health.status]}</Status>
        <span className="text-muted">{health.message}</span>
      </p>
    </section>
  );
}
