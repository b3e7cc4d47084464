import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

export default function NotFound() {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <ButtonLink href="/marketplace" variant="primary">
            See the marketplace
          </ButtonLink>
        }
        description="Its publisher took it out of the marketplace, or the address is mistyped. What you installed of it stays."
        title="There is no such package"
      />
    </Page>
  );
}
