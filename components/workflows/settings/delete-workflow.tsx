'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { Summary } from '@/components/workflows/model';

type Named = Pick<Summary, 'id' | 'name'>;

/** Open while there is a `workflow`. Its name is typed, because nothing brings it back. */
export function DeleteWorkflow({
  workflow,
  onOpenChange,
  onDone,
}: {
  workflow: Named | null;
  onOpenChange: (workflow: null) => void;
  onDone: () => void;
}) {
  return (
    <ConfirmDialog
      confirmLabel="Delete workflow"
      description="Its versions and triggers go with it, and runs that are open are cancelled. Ended runs stay."
      onConfirm={async () => {
        if (!workflow) return;
        await api(`/api/v1/workflows/${workflow.id}?force=true`, { method: 'DELETE' });
        toast.success(`${workflow.name} was deleted`);
        onDone();
      }}
      onOpenChange={(open) => open || onOpenChange(null)}
      open={workflow !== null}
      phrase={workflow?.name.trim()}
      title={`Delete ${workflow?.name ?? 'this workflow'}?`}
    />
  );
}
