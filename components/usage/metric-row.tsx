import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCompact, formatCredits, formatDuration, formatNumber } from '@/components/ui/format';
import { Stat, StatRow } from '@/components/ui/stat';
import type { MetricsView } from '@/lib/usage/contract';

/** The figures of the period, each beside what it was in the period before. */
export function MetricRow({ metrics: m }: { metrics: MetricsView }) {
  const change = (percent: number) => <Change days={m.days} percent={percent} />;
  const { p50, p95, p99 } = m.responseTimes;
  return (
    <div className="flex flex-col gap-3">
      <StatRow>
        <Stat
          label="Invocations"
          note={change(m.invocationsChange)}
          value={formatCompact(m.invocations)}
        />
        <Stat
          label="Credits used"
          note={change(m.creditsChange)}
          value={formatCredits(Math.round(m.creditsUsed * 100) / 100)}
        />
        <Stat label="API calls" note={change(m.apiCallsChange)} value={formatCompact(m.apiCalls)} />
        <Stat
          label="Packages uploaded"
          note={change(m.packagesChange)}
          value={formatNumber(m.packagesUploaded)}
        />
      </StatRow>
      <StatRow>
        <Stat
          label="Typical response"
          note={p95 === null ? 'No API call yet' : `p95 ${ms(p95)}, p99 ${ms(p99)}`}
          value={ms(p50)}
        />
        <Stat
          label="API errors"
          note={`${percentage(m.errorRateBefore)} before`}
          value={percentage(m.errorRate)}
        />
        <Stat
          label="Failed invocations"
          note={m.invocations > 0 ? `of ${formatCompact(m.invocations)}` : 'Nothing ran'}
          value={formatCompact(m.failedInvocations)}
        />
        <Stat
          label="Active API keys"
          note="Used in this period"
          value={formatNumber(m.activeKeys)}
        />
      </StatRow>
    </div>
  );
}

const percentage = (value: number) => `${value.toLocaleString('en-US')} %`;
const ms = (value: number | null) => (value === null ? '—' : formatDuration(Math.round(value)));

function Change({ percent, days }: { percent: number; days: number }): ReactNode {
  if (percent === 0) return `As in the ${days} days before`;
  const Arrow = percent > 0 ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex items-center gap-1">
      <Arrow aria-hidden className="size-3" />
      <span className="sr-only">{percent > 0 ? 'Up' : 'Down'}</span>
      <span className="num">{Math.abs(percent).toLocaleString('en-US')} %</span>
      <span className="max-sm:sr-only">on the {days} days before</span>
    </span>
  );
}
