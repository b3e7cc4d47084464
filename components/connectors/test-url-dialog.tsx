'use client';

import type { Credential } from '@/components/connectors/model';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
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
  return (
    <FormDialog
      description="It is read once, with the credential."
      labels={{ url: 'Address' }}
      onOpenChange={(open) => open || onClose()}
      open={credential !== null}
      prefix="test-"
      required={['url']}
      send={async ({ url = '' }) => {
        if (credential) onTest(credential, url);
        onClose();
      }}
      size="sm"
      submit="Test credential"
      title={`Test ${credential?.name ?? 'the credential'}`}
    >
      {(error) => (
        <Field error={error('url')} id="test-url" label="Address">
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
      )}
    </FormDialog>
  );
}
