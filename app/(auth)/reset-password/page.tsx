import type { Metadata } from 'next';
import Link from 'next/link';
import type { Searched } from '@/app/search-params';
import { DeadResetLink, ResetPasswordForm } from '@/components/accounts/reset-password-form';
import { AuthFrame } from '@/components/shell/auth-frame';

export const metadata: Metadata = { title: 'Set a new password' };

export default async function ResetPasswordPage({ searchParams }: Searched) {
  const { token } = await searchParams;
  return (
    <AuthFrame
      description="It signs you out everywhere else."
      footer={<Link href="/sign-in">Back to sign in</Link>}
      title="Set a new password"
    >
      {typeof token === 'string' && token ? <ResetPasswordForm token={token} /> : <DeadResetLink />}
    </AuthFrame>
  );
}
