'use client';

import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CopyButton } from '@/components/ui/copy-button';
import { api } from '@/components/ui/fetcher';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { Workflow } from '@/components/workflows/model';

/** The address that starts it: shown, copied, made anew. */
export function HookPanel({
  workflow: { id, hook, triggers },
  canWrite,
  onChange,
}: {
  workflow: Workflow;
  canWrite: boolean;
  onChange: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const listens = triggers.includes('webhook');

  async function make() {
    setBusy(true);
    try {
      await api(`/api/v1/workflows/${id}/hook`, { method: 'POST', body: {} });
      toast.success(hook ? 'The former address works no more' : 'The address is ready');
      onChange();
    } catch (error) {
      toast.error('No address was made', error);
    } finally {
      setBusy(false);
    }
  }
  if (!hook)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-dashed p-4">
        <p className="min-w-0 flex-1 basis-64 text-muted text-sm">
          {listens
            ? 'It waits for calls, but has no address yet.'
            : 'An address that starts it when it is called. It works once a published version has the trigger “When its address is called”.'}
        </p>
        {canWrite && (
          <Button loading={busy} onClick={make}>
            Make an address
          </Button>
        )}
      </div>
    );
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <div className="flex items-center gap-2">
        <Input
          aria-label="Address of the hook"
          mono
          onFocus={(event) => event.currentTarget.select()}
          readOnly
          value={hook.url ?? 'Only for those who may change workflows'}
        />
        {hook.url && <CopyButton label="Copy address" text={hook.url} />}
        {canWrite && (
          <Button icon={<RefreshCw aria-hidden />} loading={busy} onClick={() => setAsking(true)}>
            Rotate
          </Button>
        )}
      </div>
      <p className="text-muted text-sm">
        Whoever knows it can start this workflow.{' '}
        {hook.signed && 'Calls need a signature as well. '}
        {!listens && 'No published version listens to it at the moment.'}
      </p>
      {hook.url && (
        <CodeBlock
          code={`curl -X POST ${hook.url} \\\n  -H 'content-type: application/json' \\\n  -d '{"key": "value"}'`}
          title="Try it"
        />
      )}
      <ConfirmDialog
        confirmLabel="Rotate address"
        description="The address of now stops working at once. Whoever calls it needs the new one."
        onConfirm={make}
        onOpenChange={setAsking}
        open={asking}
        title="Rotate the address?"
      />
    </div>
  );
}
