'use client';

import Link from 'next/link';
import { forgetToken } from '@/components/accounts/forget-token';
import { NewPassword } from '@/components/accounts/new-password';
import { SubmitButton } from '@/components/accounts/submit-button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input, PasswordInput } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

const labels = { name: 'Your name', password: 'Password', token: 'Invitation' };

/** Joins as whoever is signed in, with the password of an account, or with a new account. */
export function AcceptInvitation({
  token,
  email,
  organization,
  hasAccount,
  signedInAs,
}: {
  token: string;
  email: string;
  organization: string;
  hasAccount: boolean;
  /** Address of the session in this browser, if there is one. */
  signedInAs: string | null;
}) {
  const already = signedInAs?.toLowerCase() === email.toLowerCase();
  const { busy, problem, onSubmit } = useSubmit(
    already ? [] : ['password'],
    async ({ name, password }) => {
      const body = { token, name: name || undefined, password: password || undefined };
      await api('/api/invitations/accept', { method: 'POST', body });
      forgetToken();
      window.location.assign('/');
      await new Promise(() => {});
    },
  );
  const error = (name: keyof typeof labels) => fieldError(problem, name, labels[name]);
  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      {signedInAs && !already && (
        <Callout title={`You are signed in as ${signedInAs}`} tone="warn">
          This invitation is for {email}. Accepting it signs you in as that person instead.
        </Callout>
      )}
      <ProblemSummary labels={labels} prefix="invite-" problem={problem} />
      {already ? (
        <p className="text-muted text-sm">
          You join as <strong className="break-words text-ink">{email}</strong>.
        </p>
      ) : (
        <>
          <Field id="invite-email" label="Email">
            <Input autoComplete="username" name="email" readOnly type="email" value={email} />
          </Field>
          {hasAccount ? (
            <Field
              action={
                <Link
                  className="text-accent-ink underline-offset-4 hover:underline"
                  href="/forgot-password"
                >
                  Forgot password?
                </Link>
              }
              error={error('password')}
              hint="You have an account with this address already."
              id="invite-password"
              label="Password"
            >
              <PasswordInput
                autoComplete="current-password"
                autoFocus
                maxLength={200}
                name="password"
              />
            </Field>
          ) : (
            <>
              <Field error={error('name')} id="invite-name" label="Your name" optional>
                <Input autoComplete="name" autoFocus maxLength={100} name="name" />
              </Field>
              <NewPassword error={error('password')} id="invite-password" />
            </>
          )}
        </>
      )}
      <SubmitButton
        autoFocus={already}
        className="w-full"
        loading={busy}
        size="lg"
        variant="primary"
      >
        <span className="max-w-64 truncate">
          {hasAccount || already ? `Join ${organization}` : 'Create account and join'}
        </span>
      </SubmitButton>
    </form>
  );
}
