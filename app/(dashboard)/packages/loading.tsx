import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Packages from the marketplace that work here."
        title="Installed packages"
      />
      <ListSkeleton
        caption="Installed packages"
        headers={['Package', 'Status', 'Version', 'Agents', 'Installed']}
      />
    </Page>
  );
}
