import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Other services that workflows act in, and the secrets they sign in with."
        title="Connectors"
      />
      <div>
        <div className="mb-4 flex h-9 items-center gap-4 border-b">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 w-20" />
        </div>
        <ListSkeleton
          caption="Connectors"
          headers={['Connector', 'Credential', 'Connection', 'Last used']}
        />
      </div>
    </Page>
  );
}
