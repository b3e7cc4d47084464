import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { Searched } from '@/app/search-params';
import { safeNext, withNext } from '@/components/accounts/safe-next';
import { SignInForm } from '@/components/accounts/sign-in-form';
import { AuthFrame } from '@/components/shell/auth-frame';
import { Callout } from '@/components/ui/callout';
import { currentCtx } from '@/lib/api/page-context';
import { mailMode } from '@/lib/core/mail/settings';

export const metadata: Metadata = { title: 'Sign in' };

const notices: Record<string, string> = {
  verified: 'Your email address is confirmed. Sign in to start.',
  reset: 'Your password was changed. Sign in with the new one.',
  ended: 'Your session has ended. Sign in to go on where you were.',
};

export default async function SignInPage({ searchParams }: Searched) {
  const query = await searchParams;
  const next = safeNext(query.next);
  if (await currentCtx()) redirect(next);
  const notice = typeof query.notice === 'string' ? notices[query.notice] : undefined;
  return (
    <AuthFrame
      footer={
        <>
          No account yet? <Link href={withNext('/sign-up', next)}>Sign up</Link>
        </>
      }
      title="Sign in"
    >
      {notice && (
        <div className="mb-4" role="status">
          <Callout tone={query.notice === 'ended' ? 'info' : 'good'}>{notice}</Callout>
        </div>
      )}
      <SignInForm next={next} outbox={mailMode() === 'outbox'} />
    </AuthFrame>
  );
}
