import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Workflows, jobs and APIs as documents: checked, versioned, put into service as a whole."
        title="Configs"
      />
      <ListSkeleton
        caption="Configs"
        headers={['Config', 'State', 'In service', 'Version', 'Changed']}
      />
    </Page>
  );
}
