import { about } from '@/app/(dashboard)/apps/page-data';
import { ListSkeleton } from '@/components/agents/list-skeleton';
import { AppsTabs } from '@/components/apps/apps-tabs';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader description={about} title="My apps" />
      <AppsTabs current="/apps" />
      <ListSkeleton
        caption="Agent apps"
        headers={['App', 'Newest version', 'Versions', 'Marketplace', 'Updated']}
      />
    </Page>
  );
}
