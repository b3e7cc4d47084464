'use client';

import { useId } from 'react';
import { useSubmit } from '@/components/accounts/use-submit';
import type { Credential } from '@/components/connectors/model';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Asks for the address to read with a credential that belongs to no service we know. */
export function TestUrlDialog({
  credential,
  onClose,
  onTest,
}: {
  credential: Credential | null;
  onClose: () => void;
  onTest: (credential: Credential, url: string) => void;
}) {
  const form = useId();
  const { problem, onSubmit } = useSubmit(['url'], async ({ url = '' }) => {
    if (!credential) return;
    onTest(credential, url);
    onClose();
  });
  return (
    <Dialog
      description="It is read once, with the credential."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button form={form} type="submit" variant="primary">
            Test credential
          </Button>
        </>
      }
      onOpenChange={(open) => open || onClose()}
      open={credential !== null}
      size="sm"
      title={`Test ${credential?.name ?? 'the credential'}`}
    >
      <form id={form} method="post" noValidate onSubmit={onSubmit}>
        <Field error={problem?.fields.url && 'Address is required.'} id="test-url" label="Address">
          <Input
            autoComplete="off"
            maxLength={2000}
            mono
            name="url"
            placeholder="https://api.example.com/me"
            spellCheck={false}
            type="url"
          />
        </Field>
      </form>
    </Dialog>
  );
}
