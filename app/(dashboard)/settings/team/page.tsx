import type { Metadata } from 'next';
import { leaders } from '@/app/(dashboard)/settings/leaders';
import type { Searched } from '@/app/search-params';
import { Team } from '@/components/accounts/team';
import { Page } from '@/components/ui/page';
import { listInvitations } from '@/lib/accounts/invitations';
import { listMembers } from '@/lib/accounts/members';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';

export const metadata: Metadata = { title: 'Team' };

/** Rows of one page; a team of thousands stays as quick as one of three. */
const LIMIT = 50;

export default async function TeamPage({ searchParams }: Searched) {
  const ctx = await pageCtx();
  const page = Math.max(1, Number.parseInt(String((await searchParams).page), 10) || 1);
  const [members, invitations, askWhom] = await Promise.all([
    listMembers(ctx, { limit: LIMIT, offset: (page - 1) * LIMIT }),
    listInvitations(ctx, { limit: 100, offset: 0, status: 'pending' }),
    leaders(ctx),
  ]);
  return (
    <Page>
      <Team
        admins={askWhom.admins}
        invitations={invitations}
        limit={LIMIT}
        mayManage={allows(ctx.scopes, 'members:admin')}
        me={{ id: ctx.actor.id, role: ctx.actor.role }}
        members={members}
        onlyOwner={askWhom.owners.length === 1 && ctx.actor.role === 'owner'}
      />
    </Page>
  );
}
