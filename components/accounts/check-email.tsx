'use client';

import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { OutboxHint } from '@/components/accounts/outbox-hint';
import { SubmitButton } from '@/components/accounts/submit-button';
import { AuthFrame } from '@/components/shell/auth-frame';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

/** After signing up, and at /verify without a link: says what to do, and sends the link again. */
export function CheckEmail({ email = '', outbox }: { email?: string; outbox: boolean }) {
  const [sent, setSent] = useState(0);
  const start = useRef<HTMLParagraphElement>(null);
  // The form that was here is gone; whoever listens must hear what came instead.
  useEffect(() => {
    if (email) start.current?.focus();
  }, [email]);
  const { busy, problem, onSubmit } = useSubmit(['email'], async (values) => {
    await api('/api/auth/resend-verification', { method: 'POST', body: { email: values.email } });
    setSent((count) => count + 1);
  });
  return (
    <AuthFrame
      footer={
        <>
          Confirmed already? <Link href="/sign-in">Sign in</Link>
        </>
      }
      title="Check your email"
    >
      <div className="flex flex-col gap-5">
        <p className="text-muted outline-none" ref={start} tabIndex={-1}>
          {email ? (
            <>
              A mail is on its way to <strong className="break-words text-ink">{email}</strong>.
              Open its link to confirm your address, then sign in.
            </>
          ) : (
            'Open the link in the mail that we sent you to confirm your address, then sign in.'
          )}{' '}
          The link works for 24 hours.
        </p>
        {outbox && (
          <Callout title="No mail server is set">
            <OutboxHint outbox />
          </Callout>
        )}
        <form
          className="flex flex-col gap-3 border-t pt-5"
          method="post"
          noValidate
          onSubmit={onSubmit}
        >
          <ProblemSummary labels={{ email: 'Email' }} prefix="resend-" problem={problem} />
          <Field
            error={fieldError(problem, 'email', 'Email')}
            id="resend-email"
            label="Nothing there? Send it again to"
          >
            <Input
              autoCapitalize="off"
              autoComplete="email"
              defaultValue={email}
              inputMode="email"
              maxLength={254}
              name="email"
              spellCheck={false}
              type="email"
            />
          </Field>
          <SubmitButton loading={busy}>Send again</SubmitButton>
          <p aria-live="polite" className="text-muted text-sm empty:hidden">
            {sent > 0 && 'If this address waits to be confirmed, a mail is on its way.'}
          </p>
        </form>
      </div>
    </AuthFrame>
  );
}
