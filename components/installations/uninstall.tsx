'use client';

import { useState } from 'react';
import type { Installation } from '@/components/installations/model';
import { countWords } from '@/components/marketplace/words';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

/** Says what goes and what stays before it goes, and afterwards what it was. */
export function Uninstall({
  installation,
  onDone,
}: {
  installation: Installation;
  onDone: () => void;
}) {
  const [open, setOpen] = useState(false);
  const { id, name, slug, agents, skills, workflows } = installation;
  const brought = countWords([
    [agents.length, 'agent'],
    [skills.length, 'skill'],
    [workflows.length, 'workflow'],
  ]);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border p-4">
      <p className="min-w-0 flex-1 basis-56 text-muted text-sm">
        Uninstalling removes {brought || 'what it brought'}. What you changed since, and skills that
        other agents use, stay.
      </p>
      <Button onClick={() => setOpen(true)} variant="quiet">
        Uninstall
      </Button>
      <ConfirmDialog
        confirmLabel="Uninstall"
        description={
          <>
            <p>These go, unless you changed them since or others use them:</p>
            <ul className="mt-1 list-disc ps-5">
              {[...agents, ...skills, ...workflows].map((one) => (
                <li key={one.id}>{one.name}</li>
              ))}
            </ul>
            <p className="mt-2">
              Executions and conversations stay. What was paid is not paid back.
            </p>
          </>
        }
        onConfirm={async () => {
          const { removed, kept } = await api<{ removed: string[]; kept: string[] }>(
            `/api/v1/installations/${id}`,
            { method: 'DELETE' },
          );
          toast.message(`${name} is uninstalled`, {
            description: [
              removed.length > 0 && `Removed: ${removed.join(', ')}`,
              kept.length > 0 && `Kept: ${kept.join(', ')}`,
            ]
              .filter(Boolean)
              .join('\n'),
          });
          onDone();
        }}
        onOpenChange={setOpen}
        open={open}
        phrase={slug}
        title={`Uninstall ${name}?`}
      />
    </div>
  );
}
