'use client';

import { useState } from 'react';
import { CheckEmail } from '@/components/accounts/check-email';
import { forgetToken } from '@/components/accounts/forget-token';
import { SubmitButton } from '@/components/accounts/submit-button';
import { AuthFrame } from '@/components/shell/auth-frame';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

/** Asks for a click: mail scanners open links and run pages, and must not confirm a stranger's address. */
export function VerifyEmail({ token, outbox }: { token: string; outbox: boolean }) {
  const [again, setAgain] = useState(false);
  const { busy, problem, onSubmit } = useSubmit([], async () => {
    await api('/api/auth/verify', { method: 'POST', body: { token } });
    forgetToken();
    window.location.assign('/sign-in?notice=verified');
    await new Promise(() => {});
  });
  if (again) return <CheckEmail outbox={outbox} />;
  if (problem?.code === 'TOKEN_INVALID' || problem?.fields.token) {
    return (
      <AuthFrame title="This link does not work any more">
        <div className="flex flex-col gap-5">
          <div role="alert">
            <Callout tone="warn">
              It was used already, it is older than 24 hours, or a newer one was sent. If you have
              confirmed your address, sign in.
            </Callout>
          </div>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href="/sign-in" variant="primary">
              Sign in
            </ButtonLink>
            <Button
              onClick={() => {
                forgetToken();
                setAgain(true);
              }}
            >
              Send a new link
            </Button>
          </div>
        </div>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      description="One click, and this address is yours to sign in with."
      title="Confirm your email address"
    >
      <form className="flex flex-col gap-4" method="post" onSubmit={onSubmit}>
        <ProblemSummary labels={{}} prefix="verify-" problem={problem} />
        <SubmitButton autoFocus className="w-full" loading={busy} size="lg" variant="primary">
          Confirm email address
        </SubmitButton>
      </form>
    </AuthFrame>
  );
}
