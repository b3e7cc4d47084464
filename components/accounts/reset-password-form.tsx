'use client';

import { forgetToken } from '@/components/accounts/forget-token';
import { NewPassword } from '@/components/accounts/new-password';
import { SubmitButton } from '@/components/accounts/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

export function DeadResetLink() {
  return (
    <div className="flex flex-col items-start gap-5">
      <div role="alert">
        <Callout title="This link does not work any more" tone="warn">
          It was used already, it is older than one hour, or a newer one was sent.
        </Callout>
      </div>
      <ButtonLink href="/forgot-password" variant="primary">
        Ask for a new link
      </ButtonLink>
    </div>
  );
}

export function ResetPasswordForm({ token }: { token: string }) {
  const { busy, problem, onSubmit } = useSubmit(['password'], async ({ password }) => {
    await api('/api/auth/reset-password', { method: 'POST', body: { token, password } });
    forgetToken();
    window.location.assign('/sign-in?notice=reset');
    await new Promise(() => {});
  });
  if (problem?.code === 'TOKEN_INVALID' || problem?.fields.token) return <DeadResetLink />;
  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={{ password: 'New password' }} prefix="reset-" problem={problem} />
      <NewPassword
        error={fieldError(problem, 'password', 'New password')}
        id="reset-password"
        label="New password"
      />
      <SubmitButton className="w-full" loading={busy} size="lg" variant="primary">
        Set password
      </SubmitButton>
    </form>
  );
}
