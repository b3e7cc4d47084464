'use client';

import Link from 'next/link';
import { useState } from 'react';
import { CheckEmail } from '@/components/accounts/check-email';
import { NewPassword } from '@/components/accounts/new-password';
import { withNext } from '@/components/accounts/safe-next';
import { SubmitButton } from '@/components/accounts/submit-button';
import { AuthFrame } from '@/components/shell/auth-frame';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

const labels = {
  name: 'Your name',
  email: 'Email',
  password: 'Password',
  organizationName: 'Organization',
};

export function SignUp({ next, outbox }: { next: string; outbox: boolean }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, onSubmit } = useSubmit(
    ['email', 'password', 'organizationName'],
    async ({ name, email = '', password, organizationName }) => {
      const body = { email, password, organizationName, name: name || undefined };
      await api('/api/auth/signup', { method: 'POST', body });
      setSentTo(email);
    },
  );
  if (sentTo) return <CheckEmail email={sentTo} outbox={outbox} />;
  const error = (name: keyof typeof labels) => fieldError(problem, name, labels[name]);

  return (
    <AuthFrame
      description="An organization of your own, with 100 credits to start."
      footer={
        <>
          Have an account? <Link href={withNext('/sign-in', next)}>Sign in</Link>
        </>
      }
      title="Create your account"
    >
      <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={labels} prefix="sign-up-" problem={problem} />
        <Field error={error('name')} id="sign-up-name" label="Your name" optional>
          <Input autoComplete="name" autoFocus maxLength={100} name="name" />
        </Field>
        <Field error={error('email')} id="sign-up-email" label="Email">
          <Input
            autoCapitalize="off"
            autoComplete="email"
            inputMode="email"
            maxLength={254}
            name="email"
            spellCheck={false}
            type="email"
          />
        </Field>
        <NewPassword error={error('password')} id="sign-up-password" />
        <Field
          error={error('organizationName')}
          hint="Your team or company. You can rename it."
          id="sign-up-organizationName"
          label="Organization"
        >
          <Input autoComplete="organization" maxLength={100} name="organizationName" />
        </Field>
        <SubmitButton className="w-full" loading={busy} size="lg" variant="primary">
          Create account
        </SubmitButton>
      </form>
    </AuthFrame>
  );
}
