import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/deployments" variant="primary">
            See deployments
          </ButtonLink>
        }
        description="It belongs to another organization, or its app was deleted. Switch organization if a colleague sent you this link."
        title="There is no such deployment"
      />
    </Page>
  );
}
