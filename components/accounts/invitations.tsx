'use client';

import { Send, X } from 'lucide-react';
import { useState } from 'react';
import type { Invitation } from '@/components/accounts/model';
import { roleLabel } from '@/components/accounts/roles';
import { Button } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

const BASE = '/api/organizations/invitations';

export function Invitations({
  invitations,
  names,
  mayManage,
  canTouchOwners,
  onChanged,
  onInvite,
}: {
  invitations: readonly Invitation[];
  /** User id → name of those who may have invited. */
  names: ReadonlyMap<string, string>;
  mayManage: boolean;
  canTouchOwners: boolean;
  onChanged: () => void;
  onInvite: () => void;
}) {
  const [busy, setBusy] = useState<string | null>(null);
  async function act(id: string, work: () => Promise<void>, failure: string) {
    setBusy(id);
    try {
      await work();
    } catch (error) {
      toast.error(failure, error);
    }
    setBusy(null);
    onChanged();
  }
  const resend = ({ id, email }: Invitation) =>
    act(
      id,
      async () => {
        await api(`${BASE}/${id}/resend`, { method: 'POST' });
        toast.success(`A new link is on its way to ${email}`, {
          description: 'It works for seven days; the former link does not any more.',
        });
      },
      `The invitation of ${email} was not sent`,
    );
  const revoke = ({ id, email, role }: Invitation) =>
    act(
      id,
      async () => {
        await api(`${BASE}/${id}`, { method: 'DELETE' });
        toast.message(`The invitation of ${email} was taken back`, {
          action: {
            label: 'Invite again',
            onClick: () =>
              act(
                id,
                () => api('/api/organizations/members', { method: 'POST', body: { email, role } }),
                `${email} was not invited`,
              ),
          },
        });
      },
      `The invitation of ${email} was not taken back`,
    );

  if (invitations.length === 0)
    return (
      <p className="rounded-lg border border-dashed px-4 py-5 text-muted text-sm">
        Nobody is invited at the moment.{' '}
        {mayManage && (
          <button
            className="text-accent-ink underline underline-offset-4"
            onClick={onInvite}
            type="button"
          >
            Invite someone by email
          </button>
        )}
      </p>
    );

  const columns: Column<Invitation>[] = [
    {
      key: 'email',
      header: 'Email',
      primary: true,
      cell: (row) => <span className="block truncate max-sm:pe-8">{row.email}</span>,
    },
    {
      key: 'by',
      header: 'Invited by',
      wideOnly: true,
      cell: (row) => (
        <span className="text-muted">{names.get(row.invited_by ?? '') ?? 'A former member'}</span>
      ),
    },
    { key: 'role', header: 'Role', width: '9rem', cell: (row) => roleLabel(row.role) },
    {
      key: 'expires',
      header: 'Ends',
      width: '8rem',
      cell: (row) => <Time at={row.expires_at} className="text-muted" />,
    },
  ];
  if (mayManage)
    columns.push({
      key: 'actions',
      header: 'Actions',
      actions: true,
      width: '10rem',
      cell: (row) =>
        row.role === 'owner' && !canTouchOwners ? null : (
          <span className="flex justify-end gap-1">
            <Button
              aria-label={`Resend the invitation of ${row.email}`}
              loading={busy === row.id}
              onClick={() => resend(row)}
              size="sm"
              variant="ghost"
            >
              <Send aria-hidden className="sm:hidden" />
              <span className="max-sm:hidden">Resend</span>
            </Button>
            <Button
              aria-label={`Revoke the invitation of ${row.email}`}
              onClick={() => revoke(row)}
              size="sm"
              variant="ghost"
            >
              <X aria-hidden className="sm:hidden" />
              <span className="max-sm:hidden">Revoke</span>
            </Button>
          </span>
        ),
    });
  return (
    <Table
      caption="Open invitations"
      columns={columns}
      rowKey={(row) => row.id}
      rows={invitations}
    />
  );
}
