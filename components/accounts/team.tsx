'use client';

import { UserPlus } from 'lucide-react';
import useSWR from 'swr';
import { ask } from '@/components/accounts/ask';
import { Invitations } from '@/components/accounts/invitations';
import { InviteDialog } from '@/components/accounts/invite-dialog';
import { MemberTable } from '@/components/accounts/member-table';
import type { InvitationList, MemberList, Role } from '@/components/accounts/model';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { PageHeader, Section } from '@/components/ui/page';
import { Pagination, usePage } from '@/components/ui/pagination';
import { useUrlState } from '@/components/ui/use-url-state';

const INVITATIONS = '/api/organizations/invitations?limit=100';

/** Members and open invitations of the organization, live; what the server sent is shown at once. */
export function Team({
  me,
  members: first,
  invitations: firstInvitations,
  limit,
  mayManage,
  onlyOwner,
  admins,
}: {
  me: { id: string; role: Role };
  members: MemberList;
  invitations: InvitationList;
  limit: number;
  mayManage: boolean;
  /** Whether the reader is the one owner there is. */
  onlyOwner: boolean;
  admins: readonly string[];
}) {
  const { offset } = usePage(limit);
  const [inviting, setInviting] = useUrlState('invite');
  const members = useSWR<MemberList>(`/api/organizations/members?limit=${limit}&offset=${offset}`, {
    fallbackData: first,
  });
  const invitations = useSWR<InvitationList>(INVITATIONS, { fallbackData: firstInvitations });
  const list = members.data;
  const open = invitations.data?.invitations ?? [];

  return (
    <>
      <PageHeader
        actions={
          mayManage && (
            <Button
              icon={<UserPlus aria-hidden />}
              onClick={() => setInviting('1')}
              variant="primary"
            >
              Invite member
            </Button>
          )
        }
        description="Who belongs to this organization, and what each may do."
        title="Team"
      />
      {!mayManage && (
        <Callout title="You can see the team, not change it">
          Owners and admins invite, remove and change roles. {ask(admins)}.
        </Callout>
      )}
      <Section title="Members">
        {!list ? (
          <ErrorState error={members.error} onRetry={() => members.mutate()} />
        ) : (
          <>
            <StaleNote error={members.error} onRetry={() => members.mutate()} />
            <MemberTable
              mayManage={mayManage}
              me={me}
              members={list.members}
              onChanged={() => members.mutate()}
              onlyOwner={onlyOwner}
              put={(next) => members.mutate({ ...list, members: next }, { revalidate: false })}
            />
            <Pagination limit={limit} total={list.total} />
          </>
        )}
        {onlyOwner && (
          <p className="max-w-form text-faint text-sm">
            An organization needs at least one owner. To step down or leave, make someone else an
            owner first.
          </p>
        )}
      </Section>
      <Section title="Open invitations">
        <StaleNote error={invitations.error} onRetry={() => invitations.mutate()} />
        <Invitations
          canTouchOwners={me.role === 'owner'}
          invitations={open}
          mayManage={mayManage}
          names={new Map((list?.members ?? []).map((m) => [m.user_id, m.name ?? m.email]))}
          onChanged={() => invitations.mutate()}
          onInvite={() => setInviting('1')}
        />
      </Section>
      {mayManage && (
        <InviteDialog
          canInviteOwners={me.role === 'owner'}
          onInvited={() => invitations.mutate()}
          onOpenChange={(next) => setInviting(next ? '1' : '')}
          open={inviting === '1'}
        />
      )}
    </>
  );
}
