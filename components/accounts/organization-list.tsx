'use client';

import { switchOrganization } from '@/components/shell/session';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Section } from '@/components/ui/page';
import { Badge } from '@/components/ui/status';
import { useUrlState } from '@/components/ui/use-url-state';

type Mine = { id: string; name: string; role: string; current: boolean };

/** The organizations of this person, with the dialog that makes another one at `?new=1`. */
export function OrganizationList({ organizations }: { organizations: readonly Mine[] }) {
  const [creating, setCreating] = useUrlState('new');
  return (
    <Section
      actions={
        <Button onClick={() => setCreating('1')} size="sm">
          Create organization
        </Button>
      }
      boxed
      flush
      title="Your organizations"
    >
      <ul className="divide-y">
        {organizations.map((one) => (
          <li className="flex min-h-12 items-center gap-3 px-4 py-2 sm:px-5" key={one.id}>
            <Avatar name={one.name} size="sm" square />
            <span className="min-w-0 flex-1 truncate text-sm">{one.name}</span>
            <Badge>
              <span className="capitalize">{one.role}</span>
            </Badge>
            <span className="flex w-16 justify-end">
              {one.current ? (
                <span className="text-faint text-sm">Current</span>
              ) : (
                <Button
                  aria-label={`Switch to ${one.name}`}
                  onClick={() => switchOrganization(one)}
                  size="sm"
                >
                  Switch
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <CreateOrganization
        onOpenChange={(open) => setCreating(open ? '1' : '')}
        open={creating === '1'}
      />
    </Section>
  );
}

function CreateOrganization({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <FormDialog
      description="You become its owner and move there. It starts without credits: signing up brought yours."
      labels={{ name: 'Name' }}
      onOpenChange={onOpenChange}
      open={open}
      prefix="new-organization-"
      required={['name']}
      send={async ({ name }) => {
        const made = await api<{ organization: { id: string; name: string } }>(
          '/api/organizations',
          { method: 'POST', body: { name } },
        );
        await switchOrganization(made.organization);
      }}
      size="sm"
      submit="Create organization"
      title="Create another organization"
    >
      {(error) => (
        <Field error={error('name')} id="new-organization-name" label="Name">
          <Input autoComplete="off" maxLength={100} name="name" />
        </Field>
      )}
    </FormDialog>
  );
}
