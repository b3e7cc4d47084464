import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/jobs" variant="primary">
            See jobs
          </ButtonLink>
        }
        description="It was removed after its retention, or it belongs to another organization. Switch organization if a colleague sent you this link."
        title="There is no such job"
      />
    </Page>
  );
}
