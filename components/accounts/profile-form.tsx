'use client';

import { useRouter } from 'next/navigation';
import type { User } from '@/components/accounts/model';
import { SubmitButton } from '@/components/accounts/submit-button';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

export function ProfileForm({ user }: { user: User }) {
  const router = useRouter();
  const { busy, problem, onSubmit } = useSubmit([], async ({ name }) => {
    await api('/api/auth/profile', { method: 'PATCH', body: { name: name || null } });
    toast.success('Profile saved');
    router.refresh();
  });
  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={{ name: 'Name' }} prefix="profile-" problem={problem} />
      <Field error={fieldError(problem, 'name', 'Name')} id="profile-name" label="Name" optional>
        <Input autoComplete="name" defaultValue={user.name ?? ''} maxLength={100} name="name" />
      </Field>
      <Field
        hint="The address you sign in with. It can't be changed."
        id="profile-email"
        label="Email"
      >
        <Input autoComplete="email" readOnly type="email" value={user.email} />
      </Field>
      <div className="flex justify-end">
        <SubmitButton loading={busy} variant="primary">
          Save profile
        </SubmitButton>
      </div>
    </form>
  );
}
