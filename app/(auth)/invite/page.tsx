import type { Metadata } from 'next';
import type { Searched } from '@/app/search-params';
import { AcceptInvitation } from '@/components/accounts/accept-invitation';
import { AuthFrame } from '@/components/shell/auth-frame';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Time } from '@/components/ui/time';
import { lookUpInvitation } from '@/lib/accounts/accept-invitation';
import { currentCtx } from '@/lib/api/page-context';
import { isAppError } from '@/lib/core/errors';

export const metadata: Metadata = { title: 'Invitation' };

async function find(token: string | string[] | undefined) {
  if (typeof token !== 'string' || token.length < 20 || token.length > 200) return null;
  try {
    return await lookUpInvitation(token);
  } catch (error) {
    if (isAppError(error) && error.code === 'TOKEN_INVALID') return null;
    throw error;
  }
}

export default async function InvitePage({ searchParams }: Searched) {
  const { token } = await searchParams;
  const [invitation, ctx] = await Promise.all([find(token), currentCtx()]);
  if (!invitation) return <DeadInvitation signedIn={ctx !== null} />;
  const { organization, role, invited_by, email, expires_at } = invitation;
  const me = ctx?.actor.kind === 'user' ? ctx.actor.email : null;
  return (
    <AuthFrame
      description={
        <>
          {invited_by ?? 'A former member'} invites you as{' '}
          <strong className="text-ink">{role}</strong>. The invitation ends <Time at={expires_at} />
          .
        </>
      }
      title={`Join ${organization.name}`}
    >
      <AcceptInvitation
        email={email}
        hasAccount={invitation.has_account}
        organization={organization.name}
        signedInAs={me}
        token={token as string}
      />
    </AuthFrame>
  );
}

function DeadInvitation({ signedIn }: { signedIn: boolean }) {
  return (
    <AuthFrame title="This invitation is over">
      <div className="flex flex-col items-start gap-5">
        <Callout tone="warn">
          It was accepted already, taken back, or is older than seven days. If you accepted it, you
          are a member; otherwise ask whoever invited you for a new one.
        </Callout>
        <ButtonLink href={signedIn ? '/' : '/sign-in'} variant="primary">
          {signedIn ? 'Go to FleetPrompt' : 'Sign in'}
        </ButtonLink>
      </div>
    </AuthFrame>
  );
}
