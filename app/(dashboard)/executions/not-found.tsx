import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/executions" variant="primary">
            See executions
          </ButtonLink>
        }
        description="The address is wrong, or it belongs to another organization. Switch organization if a colleague sent you this link."
        title="There is no such execution"
      />
    </Page>
  );
}
