'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ResendVerification } from '@/components/accounts/resend-verification';
import { SubmitButton } from '@/components/accounts/submit-button';
import { Checkbox } from '@/components/ui/choice';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input, PasswordInput } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

const labels = { email: 'Email', password: 'Password' };

export function SignInForm({ next, outbox }: { next: string; outbox: boolean }) {
  const [tried, setTried] = useState('');
  const { busy, problem, onSubmit } = useSubmit(['email', 'password'], async (values) => {
    const { email = '', password } = values;
    setTried(email);
    const body = { email, password, rememberMe: values.remember === 'on' };
    await api('/api/auth/login', { method: 'POST', body });
    // A full load: nothing of a former session may stay in memory.
    window.location.assign(next);
    await new Promise(() => {});
  });
  const unverified = problem?.code === 'EMAIL_NOT_VERIFIED';

  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      {unverified ? (
        <ResendVerification email={tried} key={problem.attempt} outbox={outbox} />
      ) : (
        <ProblemSummary labels={labels} prefix="sign-in-" problem={problem} />
      )}
      <Field error={fieldError(problem, 'email', 'Email')} id="sign-in-email" label="Email">
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
      <Field
        action={
          <Link
            className="text-accent-ink underline-offset-4 hover:underline"
            href="/forgot-password"
          >
            Forgot password?
          </Link>
        }
        error={fieldError(problem, 'password', 'Password')}
        id="sign-in-password"
        label="Password"
      >
        <PasswordInput autoComplete="current-password" maxLength={200} name="password" />
      </Field>
      <Checkbox
        hint="Stay signed in for 30 days on this device."
        label="Remember me"
        name="remember"
      />
      <SubmitButton className="w-full" loading={busy} size="lg" variant="primary">
        Sign in
      </SubmitButton>
    </form>
  );
}
