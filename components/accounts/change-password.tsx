'use client';

import { useState } from 'react';
import { NewPassword } from '@/components/accounts/new-password';
import { SubmitButton } from '@/components/accounts/submit-button';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { PasswordInput } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

const labels = { current_password: 'Current password', new_password: 'New password' };

export function ChangePassword({ email }: { email: string }) {
  // A new key empties the fields after a change.
  const [round, setRound] = useState(0);
  const { busy, problem, onSubmit } = useSubmit(Object.keys(labels), async (values) => {
    const { current_password, new_password } = values;
    await api('/api/auth/password', { method: 'POST', body: { current_password, new_password } });
    toast.success('Password changed', { description: 'Your other sessions were ended.' });
    setRound((now) => now + 1);
  });
  const error = (name: keyof typeof labels) => fieldError(problem, name, labels[name]);
  return (
    <form className="flex flex-col gap-4" key={round} method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={labels} prefix="password-" problem={problem} />
      {/* Tells password managers whose password changes. */}
      <input autoComplete="username" hidden name="username" readOnly type="email" value={email} />
      <Field
        error={error('current_password')}
        id="password-current_password"
        label="Current password"
      >
        <PasswordInput autoComplete="current-password" maxLength={200} name="current_password" />
      </Field>
      <NewPassword
        error={error('new_password')}
        id="password-new_password"
        label="New password"
        name="new_password"
      />
      <div className="flex justify-end">
        <SubmitButton loading={busy}>Change password</SubmitButton>
      </div>
    </form>
  );
}
