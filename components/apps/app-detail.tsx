'use client';

import { lazy, Suspense } from 'react';
import useSWR from 'swr';
import type { AppDetail, May } from '@/components/apps/model';
import { VersionsTab } from '@/components/apps/versions-tab';
import type { ListingDetail } from '@/components/marketplace/model';
import { StaleNote } from '@/components/ui/error-state';
import { Page, PageHeader } from '@/components/ui/page';
import { SkeletonText } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { Tabs } from '@/components/ui/tabs';
import { useUrlState } from '@/components/ui/use-url-state';

const ListingTab = lazy(() => import('@/components/apps/listing-tab'));
const WebhooksTab = lazy(() => import('@/components/apps/webhooks-tab'));
const SettingsTab = lazy(() => import('@/components/apps/settings-tab'));

/** One agent app: its versions, what the marketplace says, who is told, and its settings. */
export function AppDetailView({
  first,
  listing,
  may,
}: {
  first: AppDetail;
  listing: ListingDetail | null;
  may: May;
}) {
  const [tab, setTab] = useUrlState('tab', 'versions');
  const { data, error, mutate } = useSWR<{ app: AppDetail }>(`/api/agent-apps/${first.id}`, {
    fallbackData: { app: first },
  });
  const app = data?.app ?? first;
  const refresh = () => void mutate();
  const waiting = <SkeletonText className="max-w-form" lines={6} />;
  return (
    <Page>
      <PageHeader
        breadcrumb={[{ label: 'My apps', href: '/apps' }, { label: app.name }]}
        description={app.description || undefined}
        status={
          <Status state={app.is_public ? 'active' : 'draft'}>
            {app.is_public ? 'Published' : 'Not published'}
          </Status>
        }
        title={app.name}
      />
      <StaleNote error={error} onRetry={refresh} />
      <Tabs
        items={[
          {
            value: 'versions',
            label: 'Versions',
            count: app.packages.length,
            content: <VersionsTab app={app} listing={listing} may={may} onChange={refresh} />,
          },
          {
            value: 'listing',
            label: 'Marketplace',
            content: (
              <Suspense fallback={waiting}>
                <ListingTab app={app} first={listing} may={may} onChange={refresh} />
              </Suspense>
            ),
          },
          {
            value: 'webhooks',
            label: 'Webhooks',
            content: (
              <Suspense fallback={waiting}>
                <WebhooksTab appId={app.id} may={may} />
              </Suspense>
            ),
          },
          {
            value: 'settings',
            label: 'Settings',
            content: (
              <Suspense fallback={waiting}>
                <SettingsTab app={app} key={app.updated_at} may={may} onChange={refresh} />
              </Suspense>
            ),
          },
        ]}
        label={`Faces of ${app.name}`}
        onValueChange={setTab}
        value={tab}
      />
    </Page>
  );
}
