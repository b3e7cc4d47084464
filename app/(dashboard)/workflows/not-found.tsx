import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/workflows" variant="primary">
            See workflows
          </ButtonLink>
        }
        description="It was deleted, or it belongs to another organization. Switch organization if a colleague sent you this link."
        title="There is no such workflow"
      />
    </Page>
  );
}
