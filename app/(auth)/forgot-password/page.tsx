import type { Metadata } from 'next';
import Link from 'next/link';
import { ForgotPasswordForm } from '@/components/accounts/forgot-password-form';
import { AuthFrame } from '@/components/shell/auth-frame';
import { mailMode } from '@/lib/core/mail/settings';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  return (
    <AuthFrame
      description="Tell us your address, and we mail you a link to set a new one."
      footer={<Link href="/sign-in">Back to sign in</Link>}
      title="Forgot your password?"
    >
      <ForgotPasswordForm outbox={mailMode() === 'outbox'} />
    </AuthFrame>
  );
}
