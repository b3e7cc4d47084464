import type { Metadata } from 'next';
import { leaders } from '@/app/(dashboard)/settings/leaders';
import { DeleteOrganization } from '@/components/accounts/delete-organization';
import { OrganizationForm } from '@/components/accounts/organization-form';
import { OrganizationList } from '@/components/accounts/organization-list';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import { myOrganizations, readOrganization } from '@/lib/accounts/organizations';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';

export const metadata: Metadata = { title: 'Organization' };

export default async function OrganizationPage() {
  const ctx = await pageCtx();
  const [{ organization, role }, all, askWhom] = await Promise.all([
    readOrganization(ctx),
    myOrganizations(ctx),
    leaders(ctx),
  ]);
  return (
    <Page>
      <PageHeader
        description="What belongs to your team: members, agents, keys and credits."
        title="Organization"
      />
      <div className="flex max-w-form flex-col gap-8">
        <Section boxed>
          <div className="flex flex-col gap-4">
            <OrganizationForm
              askWhom={askWhom}
              mayChange={allows(ctx.scopes, 'organization:admin')}
              name={organization.name}
            />
            <div className="border-t pt-3">
              <KeyValues
                items={[
                  { label: 'Id', value: <Id value={organization.id} /> },
                  { label: 'Slug', value: <Id value={organization.slug} /> },
                  { label: 'Created', value: <Time at={organization.created_at} /> },
                  { label: 'Your role', value: <span className="capitalize">{role}</span> },
                ]}
              />
            </div>
          </div>
        </Section>
        <OrganizationList organizations={all} />
        <Section boxed title="Delete this organization">
          <DeleteOrganization
            mayDelete={role === 'owner'}
            name={organization.name}
            owners={askWhom.owners}
          />
        </Section>
      </div>
    </Page>
  );
}
