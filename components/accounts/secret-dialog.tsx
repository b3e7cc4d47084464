'use client';

import { type ReactNode, useState } from 'react';
import { KeySecret } from '@/components/accounts/key-secret';
import type { ApiKey } from '@/components/accounts/model';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

export type NewSecret = ApiKey & { key: string };

/** The key without its secret, which is kept nowhere but in the dialog. */
export const withoutSecret = ({ key: _, ...row }: NewSecret): ApiKey => row;

/**
 * A dialog whose form makes a secret and then shows it. The first attempt to close without having
 * copied the secret only warns.
 */
export function SecretDialog({
  open,
  onOpenChange,
  title,
  description,
  made,
  note,
  baseUrl,
  footer,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  made: NewSecret | null;
  note?: string;
  baseUrl: string;
  footer: ReactNode;
  /** The form, while there is no secret yet. */
  children: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  const close = (next: boolean) => {
    if (!next && made && !copied && !warned) return setWarned(true);
    setCopied(false);
    setWarned(false);
    onOpenChange(next);
  };
  return (
    <Dialog
      description={made ? undefined : description}
      footer={
        made ? (
          <Button onClick={() => close(false)} variant={copied ? 'primary' : 'secondary'}>
            Done
          </Button>
        ) : (
          footer
        )
      }
      onOpenChange={close}
      open={open}
      title={made ? `The secret of ${made.name}` : title}
    >
      {made ? (
        <KeySecret
          baseUrl={baseUrl}
          note={note}
          onCopied={() => {
            setCopied(true);
            setWarned(false);
          }}
          scopes={made.scopes}
          secret={made.key}
          warned={warned}
        />
      ) : (
        children
      )}
    </Dialog>
  );
}
