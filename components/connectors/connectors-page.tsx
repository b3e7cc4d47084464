'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ConnectorList } from '@/components/connectors/connector-list';
import { CredentialList } from '@/components/connectors/credential-list';
import type { Connector, Credential, First, Kind, May } from '@/components/connectors/model';
import { tabOf } from '@/components/connectors/paths';
import { useShallow } from '@/components/connectors/use-shallow';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page';
import { Tabs } from '@/components/ui/tabs';

export const HEADER = {
  title: 'Connectors',
  description: 'Other services that workflows act in, and the secrets they sign in with.',
};

/** Connectors and credentials, side by side in tabs; each with its own list and form. */
export function ConnectorsPage({
  connectors,
  credentials,
  kinds,
  mayConnectors,
  mayCredentials,
}: {
  connectors: First<Connector> | null;
  credentials: First<Credential> | null;
  kinds: readonly Kind[];
  mayConnectors: May;
  mayCredentials: May;
}) {
  const [params, set] = useShallow();
  const tab = tabOf(params);
  const shown = tab === 'connectors' ? connectors : credentials;
  const [none, setNone] = useState(shown?.page.total === 0);
  const may = tab === 'connectors' ? mayConnectors : mayCredentials;
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => set({ new: '1' })} variant="primary">
      {tab === 'connectors' ? 'Create connector' : 'Create credential'}
    </Button>
  );
  return (
    <>
      <PageHeader {...HEADER} actions={!none && create} />
      <Tabs
        items={[
          {
            value: 'connectors',
            label: 'Connectors',
            content: tab === 'connectors' && (
              <ConnectorList
                create={create}
                first={connectors}
                kinds={kinds}
                may={mayConnectors}
                onNone={setNone}
              />
            ),
          },
          {
            value: 'credentials',
            label: 'Credentials',
            content: tab === 'credentials' && (
              <CredentialList
                create={create}
                first={credentials}
                kinds={kinds.filter((it) => it.credential.provider === it.type)}
                may={mayCredentials}
                onNone={setNone}
              />
            ),
          },
        ]}
        label="Connectors and credentials"
        onValueChange={(value) =>
          set({ tab: value === 'connectors' ? '' : value, q: '', type: '', page: '', new: '' })
        }
        value={tab}
      />
    </>
  );
}
