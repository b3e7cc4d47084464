'use client';

import { useState } from 'react';
import { OutboxHint } from '@/components/accounts/outbox-hint';
import { SubmitButton } from '@/components/accounts/submit-button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

export function ForgotPasswordForm({ outbox }: { outbox: boolean }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, onSubmit } = useSubmit(['email'], async ({ email = '' }) => {
    await api('/api/auth/forgot-password', { method: 'POST', body: { email } });
    setSentTo(email);
  });
  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      <div aria-live="polite" className="empty:hidden">
        {sentTo && !problem && (
          <Callout title="Check your email" tone="good">
            If {sentTo} has an account, a link to set a new password is on its way. It works for one
            hour. <OutboxHint outbox={outbox} />
          </Callout>
        )}
      </div>
      <ProblemSummary labels={{ email: 'Email' }} prefix="forgot-" problem={problem} />
      <Field error={fieldError(problem, 'email', 'Email')} id="forgot-email" label="Email">
        <Input
          autoCapitalize="off"
          autoComplete="username"
          autoFocus
          inputMode="email"
          maxLength={254}
          name="email"
          spellCheck={false}
          type="email"
        />
      </Field>
      <SubmitButton
        className="w-full"
        loading={busy}
        size="lg"
        variant={sentTo ? 'secondary' : 'primary'}
      >
        {sentTo ? 'Send another link' : 'Send link'}
      </SubmitButton>
    </form>
  );
}
