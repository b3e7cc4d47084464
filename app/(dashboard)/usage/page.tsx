import type { Metadata } from 'next';
import type { Searched } from '@/app/search-params';
import { Page } from '@/components/ui/page';
import { Usage } from '@/components/usage/usage';
import { pageCtx } from '@/lib/api/page-context';
import { readActivity } from '@/lib/usage/activity';
import { readChart } from '@/lib/usage/chart';
import { readMetrics } from '@/lib/usage/metrics';

export const metadata: Metadata = { title: 'Usage' };

export default async function UsagePage({ searchParams }: Searched) {
  const [ctx, { days: asked }] = await Promise.all([pageCtx(), searchParams]);
  const days = [7, 30, 90].find((one) => String(one) === asked) ?? 30;
  const [metrics, chart, activity] = await Promise.all([
    readMetrics(ctx, days),
    readChart(ctx, days),
    readActivity(ctx, 12),
  ]);
  return (
    <Page>
      <Usage activity={activity} chart={chart} days={days} metrics={metrics} />
    </Page>
  );
}
