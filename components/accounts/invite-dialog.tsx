'use client';

import { useId, useState } from 'react';
import type { Role } from '@/components/accounts/model';
import { fieldError, ProblemSummary } from '@/components/accounts/problem-summary';
import { roles } from '@/components/accounts/roles';
import { useSubmit } from '@/components/accounts/use-submit';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
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
  const form = useId();
  const [role, setRole] = useState<Role>('member');
  const { busy, problem, onSubmit, clear } = useSubmit(['email'], async ({ email }) => {
    await api('/api/organizations/members', { method: 'POST', body: { email, role } });
    toast.success(`An invitation is on its way to ${email}`, {
      description: 'Its link works once, for seven days.',
    });
    onInvited();
    onOpenChange(false);
  });
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    onOpenChange(next);
  };
  return (
    <Dialog
      description="They get a mail with a link, and join with an account of their own."
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Send invitation
          </Button>
        </>
      }
      onOpenChange={close}
      open={open}
      size="sm"
      title="Invite a member"
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={{ email: 'Email' }} prefix="invite-" problem={problem} />
        <Field error={fieldError(problem, 'email', 'Email')} id="invite-email" label="Email">
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
      </form>
    </Dialog>
  );
}
