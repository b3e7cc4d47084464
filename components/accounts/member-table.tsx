'use client';

import { LogOut, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { type Member, nameOf, type Role } from '@/components/accounts/model';
import { roleLabel, roles } from '@/components/accounts/roles';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { Select } from '@/components/ui/select';
import { Badge } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

const at = (member: Member) => `/api/organizations/members/${member.user_id}`;

export function MemberTable({
  members,
  me,
  mayManage,
  onlyOwner,
  put,
  onChanged,
}: {
  members: readonly Member[];
  me: { id: string; role: Role };
  mayManage: boolean;
  onlyOwner: boolean;
  /** Shows a list before the server has answered. */
  put: (members: Member[]) => void;
  onChanged: () => void;
}) {
  const [leaving, setLeaving] = useState<Member | null>(null);
  const isMe = (member: Member) => member.user_id === me.id;
  /** The only owner stays one, and only owners touch owners. */
  const mayTouch = (member: Member) =>
    mayManage && (me.role === 'owner' || member.role !== 'owner') && !(isMe(member) && onlyOwner);

  async function change(member: Member, role: Role) {
    put(members.map((one) => (one.id === member.id ? { ...one, role } : one)));
    try {
      await api(at(member), { method: 'PATCH', body: { role } });
      // One's own role decides what this page may show.
      if (isMe(member)) return window.location.reload();
      toast.undo(`${nameOf(member)} is ${roleLabel(role).toLowerCase()} now`, () =>
        change({ ...member, role }, member.role),
      );
    } catch (error) {
      toast.error(`The role of ${nameOf(member)} was not changed`, error);
    }
    onChanged();
  }

  const columns: Column<Member>[] = [
    {
      key: 'member',
      header: 'Member',
      primary: true,
      cell: (member) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={nameOf(member)} size="sm" />
          <span className="min-w-0">
            <span className="block truncate">{nameOf(member)}</span>
            {member.name && (
              <span className="block truncate text-muted text-xs sm:hidden">{member.email}</span>
            )}
          </span>
          {isMe(member) && <Badge>You</Badge>}
        </span>
      ),
    },
    {
      key: 'email',
      header: 'Email',
      wideOnly: true,
      cell: (member) => <span className="text-muted">{member.email}</span>,
    },
    {
      key: 'role',
      header: 'Role',
      width: '9rem',
      wholeLine: true,
      cell: (member) =>
        mayTouch(member) ? (
          <Select
            aria-label={`Role of ${nameOf(member)}`}
            className="h-7 w-28"
            onValueChange={(role) => change(member, role as Role)}
            options={roles.filter((role) => role.value !== 'owner' || me.role === 'owner')}
            value={member.role}
          />
        ) : (
          roleLabel(member.role)
        ),
    },
    {
      key: 'joined',
      header: 'Joined',
      width: '8rem',
      cell: (member) => <Time at={member.joined_at} className="text-muted" />,
    },
    {
      key: 'actions',
      header: 'Actions',
      actions: true,
      width: '7rem',
      cell: (member) => {
        if (isMe(member) ? onlyOwner : !mayTouch(member)) return null;
        const Icon = isMe(member) ? LogOut : UserMinus;
        return (
          <Button
            aria-label={isMe(member) ? 'Leave the organization' : `Remove ${nameOf(member)}`}
            onClick={() => setLeaving(member)}
            size="sm"
            variant="ghost"
          >
            <Icon aria-hidden className="sm:hidden" />
            <span className="max-sm:hidden">{isMe(member) ? 'Leave' : 'Remove'}</span>
          </Button>
        );
      },
    },
  ];
  const self = leaving !== null && isMe(leaving);
  return (
    <>
      <Table caption="Members" columns={columns} rowKey={(member) => member.id} rows={members} />
      <ConfirmDialog
        confirmLabel={self ? 'Leave organization' : 'Remove member'}
        description={
          self
            ? 'You lose access at once, and the API keys you made here stop working. To come back, someone has to invite you.'
            : `${leaving ? nameOf(leaving) : ''} loses access at once, and the API keys they made stop working. What they built stays.`
        }
        onConfirm={async () => {
          if (!leaving) return;
          await api(at(leaving), { method: 'DELETE' });
          if (self) return window.location.assign('/');
          toast.success(`${nameOf(leaving)} was removed`);
          onChanged();
        }}
        onOpenChange={(open) => open || setLeaving(null)}
        open={leaving !== null}
        title={self ? 'Leave this organization?' : `Remove ${leaving ? nameOf(leaving) : ''}?`}
      />
    </>
  );
}
