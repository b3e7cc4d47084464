import type { Metadata } from 'next';
import type { Searched } from '@/app/search-params';
import { CheckEmail } from '@/components/accounts/check-email';
import { VerifyEmail } from '@/components/accounts/verify-email';
import { mailMode } from '@/lib/core/mail/settings';

export const metadata: Metadata = { title: 'Confirm your email address' };

export default async function VerifyPage({ searchParams }: Searched) {
  const { token } = await searchParams;
  const outbox = mailMode() === 'outbox';
  if (typeof token !== 'string' || token === '') return <CheckEmail outbox={outbox} />;
  return <VerifyEmail outbox={outbox} token={token} />;
}
