import { AgentsTabs } from '@/components/agents/agents-tabs';
import { ListSkeleton } from '@/components/agents/list-skeleton';
import { HEADER } from '@/components/tests/header';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader {...HEADER} />
      <AgentsTabs current="/agents/tests" />
      <ListSkeleton caption="Tests" headers={['Suite', 'Tests', 'Cases', 'Last run', 'When']} />
    </Page>
  );
}
