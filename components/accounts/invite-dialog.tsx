'use client';

import { useState } from 'react';
import type { Role } from '@/components/accounts/model';
import { roles } from '@/components/accounts/roles';
import { RadioGroup } from '@/components/ui/choice';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';

export function InviteDialog({
  open,
  onOpenChange,
  onInvited,
  canInviteOwners,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onInvited: () => void;
  canInviteOwners: boolean;
}) {
  const [role, setRole] = useState<Role>('member');
  return (
    <FormDialog
      description="They get a mail with a link, and join with an account of their own."
      labels={{ email: 'Email' }}
      onOpenChange={onOpenChange}
      open={open}
      prefix="invite-"
      required={['email']}
      send={async ({ email }) => {
        await api('/api/organizations/members', { method: 'POST', body: { email, role } });
        toast.success(`An invitation is on its way to ${email}`, {
          description: 'Its link works once, for seven days.',
        });
        onInvited();
        onOpenChange(false);
      }}
      size="sm"
      submit="Send invitation"
      title="Invite a member"
    >
      {(error) => (
        <>
          <Field error={error('email')} id="invite-email" label="Email">
            <Input
              autoCapitalize="off"
              autoComplete="off"
              inputMode="email"
              maxLength={254}
              name="email"
              spellCheck={false}
              type="email"
            />
          </Field>
          <RadioGroup
            label="Role"
            onValueChange={(value) => setRole(value as Role)}
            options={roles.filter((one) => one.value !== 'owner' || canInviteOwners)}
            value={role}
          />
        </>
      )}
    </FormDialog>
  );
}
