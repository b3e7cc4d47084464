import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/configs" variant="primary">
            See configs
          </ButtonLink>
        }
        description="It was deleted, or it belongs to another organization. Switch organization if a colleague sent you this link."
        title="There is no such config"
      />
    </Page>
  );
}
