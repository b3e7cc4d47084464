'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/**
 * Only for what can't be undone; offer undo in a toast for everything else. With `phrase`, the
 * reader types it first. A rejected `onConfirm` is shown and the dialog stays.
 */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  phrase,
  confirmLabel,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  phrase?: string;
  /** A verb: "Delete agent". */
  confirmLabel: string;
  onConfirm: () => Promise<void> | void;
}) {
  const form = useId();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const close = (next: boolean) => {
    if (busy) return;
    setTyped('');
    setError(null);
    onOpenChange(next);
  };
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    if (phrase && typed.trim() !== phrase) return setError(`Type ${phrase} exactly to go on.`);
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      setTyped('');
      onOpenChange(false);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : 'It did not work. Try again.');
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      description={description}
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="danger">
            {confirmLabel}
          </Button>
        </>
      }
      onOpenChange={close}
      open={open}
      size="sm"
      title={title}
    >
      <form id={form} method="post" onSubmit={submit}>
        {phrase ? (
          <Field
            error={error}
            label={
              <>
                Type <span className="num select-all">{phrase}</span> to confirm
              </>
            }
          >
            <Input
              autoCapitalize="off"
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              required={false}
              spellCheck={false}
              value={typed}
            />
          </Field>
        ) : (
          error && (
            <p className="text-bad text-sm" role="alert">
              {error}
            </p>
          )
        )}
      </form>
    </Dialog>
  );
}
