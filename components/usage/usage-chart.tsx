'use client';

import { formatCompact, formatCredits, formatNumber } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import { Segmented } from '@/components/ui/segmented';
import { useUrlState } from '@/components/ui/use-url-state';
import { LineChart, type Series } from '@/components/usage/line-chart';
import type { ChartDay } from '@/lib/usage/contract';

type Face = {
  label: string;
  series: Series[];
  format: (value: number) => string;
  values: (day: ChartDay) => Record<string, number>;
};

const FACES: Record<string, Face> = {
  invocations: {
    label: 'Invocations',
    series: [
      { key: 'all', label: 'All', tone: 'accent', area: true },
      { key: 'failed', label: 'Failed', tone: 'bad' },
    ],
    format: (value) => (value < 10_000 ? formatNumber(value) : formatCompact(value)),
    values: ({ invocations, failed }) => ({ all: invocations, failed }),
  },
  credits: {
    label: 'Credits',
    series: [{ key: 'credits', label: 'Credits', tone: 'accent', area: true }],
    format: (value) =>
      value >= 100
        ? formatCompact(Math.round(value))
        : formatCredits(Math.round(value * 100) / 100),
    values: ({ credits }) => ({ credits }),
  },
  calls: {
    label: 'API calls',
    series: [
      { key: 'all', label: 'All', tone: 'accent', area: true },
      { key: 'errors', label: 'Errors', tone: 'bad' },
    ],
    format: (value) => (value < 10_000 ? formatNumber(value) : formatCompact(value)),
    values: ({ apiCalls, apiErrors }) => ({ all: apiCalls, errors: apiErrors }),
  },
};

/** One measure at a time, day by day: two lines at most. */
export function UsageChart({ days }: { days: readonly ChartDay[] }) {
  const [name, setName] = useUrlState('chart', 'invocations');
  const face = FACES[name] ?? (FACES.invocations as Face);
  return (
    <Section
      actions={
        <Segmented
          label="Measure"
          onValueChange={setName}
          options={Object.entries(FACES).map(([value, { label }]) => ({ value, label }))}
          value={FACES[name] ? name : 'invocations'}
        />
      }
      title="Day by day"
    >
      <div className="rounded-lg border bg-surface p-3 sm:p-4">
        <LineChart
          caption={`${face.label} by day`}
          format={face.format}
          points={days.map((day) => ({ label: day.date, values: face.values(day) }))}
          series={face.series}
        />
      </div>
    </Section>
  );
}
