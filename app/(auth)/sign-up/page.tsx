import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { Searched } from '@/app/search-params';
import { safeNext } from '@/components/accounts/safe-next';
import { SignUp } from '@/components/accounts/sign-up-form';
import { currentCtx } from '@/lib/api/page-context';
import { mailMode } from '@/lib/core/mail/settings';

export const metadata: Metadata = { title: 'Sign up' };

export default async function SignUpPage({ searchParams }: Searched) {
  const next = safeNext((await searchParams).next);
  if (await currentCtx()) redirect(next);
  return <SignUp next={next} outbox={mailMode() === 'outbox'} />;
}
