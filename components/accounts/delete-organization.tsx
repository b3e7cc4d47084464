'use client';

import { useState } from 'react';
import { ask } from '@/components/accounts/ask';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';

export function DeleteOrganization({
  name,
  mayDelete,
  owners,
}: {
  name: string;
  mayDelete: boolean;
  owners: readonly string[];
}) {
  const [open, setOpen] = useState(false);
  if (!mayDelete)
    return <p className="text-muted text-sm">Only an owner can delete it. {ask(owners)}.</p>;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-64 text-muted text-sm">
        Its members lose access, its API keys stop working, and its agents, executions and credits
        are gone. This can't be undone.
      </p>
      <Button onClick={() => setOpen(true)} variant="quiet">
        Delete organization
      </Button>
      <ConfirmDialog
        confirmLabel="Delete organization"
        description={`Everything in ${name} is deleted for every member. This can't be undone.`}
        onConfirm={async () => {
          await api('/api/organizations/current', { method: 'DELETE', body: { name } });
          window.location.assign('/');
        }}
        onOpenChange={setOpen}
        open={open}
        phrase={name}
        title={`Delete ${name}?`}
      />
    </div>
  );
}
