'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { StaleNote } from '@/components/ui/error-state';
import { PageHeader, Section } from '@/components/ui/page';
import { Segmented } from '@/components/ui/segmented';
import { useUrlState } from '@/components/ui/use-url-state';
import { Activity } from '@/components/usage/activity';
import { Clients } from '@/components/usage/clients';
import { ExportDialog } from '@/components/usage/export-dialog';
import { MetricRow } from '@/components/usage/metric-row';
import { UsageChart } from '@/components/usage/usage-chart';
import type { ActivityView, ChartDay, MetricsView } from '@/lib/usage/contract';

const PERIODS = ['7', '30', '90'];

/** `days` is what the server has read for the first view. */
export function Usage(props: {
  days: number;
  metrics: MetricsView;
  chart: ChartDay[];
  activity: ActivityView[];
}) {
  const [given, setDays] = useUrlState('days', '30');
  const days = PERIODS.includes(given) ? given : '30';
  const [exporting, setExporting] = useState(false);
  const first = String(props.days) === days;
  const live = { refreshInterval: 30_000 };
  const {
    data: metrics = props.metrics,
    error,
    mutate,
  } = useSWR<MetricsView>(`/api/usage/metrics?days=${days}`, {
    ...live,
    fallbackData: first ? props.metrics : undefined,
  });
  const { data: { data: chart } = { data: props.chart } } = useSWR<{ data: ChartDay[] }>(
    `/api/usage/chart?days=${days}`,
    { ...live, fallbackData: first ? { data: props.chart } : undefined },
  );
  return (
    <>
      <PageHeader
        actions={
          <>
            <Segmented
              label="Period"
              onValueChange={setDays}
              options={PERIODS.map((value) => ({ value, label: `${value} days` }))}
              value={days}
            />
            <Button icon={<Download aria-hidden />} onClick={() => setExporting(true)}>
              Export
            </Button>
          </>
        }
        description="What ran, what it cost and how the API answered. Days are in UTC."
        title="Usage"
      />
      <StaleNote error={error} onRetry={() => void mutate()} />
      <MetricRow metrics={metrics} />
      <UsageChart days={chart} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <Section title="Requests by client">
          <Clients metrics={metrics} />
        </Section>
        <Section title="Recent activity">
          <Activity first={props.activity} />
        </Section>
      </div>
      <ExportDialog onOpenChange={setExporting} open={exporting} />
    </>
  );
}
