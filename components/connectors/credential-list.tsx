'use client';

import { KeySquare } from 'lucide-react';
import { lazy, useState } from 'react';
import { credentialColumns } from '@/components/connectors/credential-columns';
import type { Credential } from '@/components/connectors/model';
import { credentialsPath } from '@/components/connectors/paths';
import { TestUrlDialog } from '@/components/connectors/test-url-dialog';
import { type ListProps, ThingList } from '@/components/connectors/thing-list';
import { useShallow } from '@/components/connectors/use-shallow';
import { UsesSheet } from '@/components/connectors/uses-sheet';
import { EmptyState } from '@/components/ui/empty-state';

const CredentialForm = lazy(() => import('@/components/connectors/credential-form'));

/** Services that say by themselves whether a credential is right. */
const ASKED = new Set(['slack', 'smtp', 'stripe', 'discord']);

export function CredentialList(props: ListProps<Credential>) {
  const { kinds, may, create } = props;
  const [params] = useShallow();
  const [looking, setLooking] = useState<Credential | null>(null);
  const [asking, setAsking] = useState<Credential | null>(null);
  return (
    <ThingList
      {...props}
      base="/api/v1/credentials"
      columns={(act) =>
        credentialColumns(kinds, may, {
          ...act,
          uses: setLooking,
          test: (it) => (ASKED.has(it.provider) ? act.test(it) : setAsking(it)),
        })
      }
      form={({ row, ...form }) => (
        <CredentialForm
          {...form}
          credential={row}
          kinds={kinds}
          provider={params.get('provider') ?? undefined}
        />
      )}
      none={
        <EmptyState action={create} icon={<KeySquare />} title="No credentials yet">
          A token, a key or a password that connectors and workflows use. It is encrypted, bound to
          the hosts it may go to, and never shown again; every use is written down.
        </EmptyState>
      }
      pathOf={credentialsPath}
      words={{
        one: 'credential',
        kind: 'Provider',
        icon: <KeySquare />,
        create: 'Encrypted when it is saved, and never shown again.',
        remove: 'What uses it fails from then on. The secret can not be brought back.',
      }}
    >
      {(test) => (
        <>
          <UsesSheet credential={looking} onClose={() => setLooking(null)} />
          <TestUrlDialog
            credential={asking}
            key={asking?.id}
            onClose={() => setAsking(null)}
            onTest={(credential, url) => test(credential, { url })}
          />
        </>
      )}
    </ThingList>
  );
}
