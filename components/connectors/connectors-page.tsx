'use client';

import { Plus } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ConnectorList } from '@/components/connectors/connector-list';
import { CredentialList } from '@/components/connectors/credential-list';
import type { Connector, Credential, First, Kind, May } from '@/components/connectors/model';
import { tabOf } from '@/components/connectors/paths';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page';
import { Tabs } from '@/components/ui/tabs';
import { useUrlState } from '@/components/ui/use-url-state';

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
  const router = useRouter();
  const params = useSearchParams();
  const tab = tabOf(params);
  const [, setCreating] = useUrlState('new');
  const shown = tab === 'connectors' ? connectors : credentials;
  const [none, setNone] = useState(shown?.page.total === 0);
  const may = tab === 'connectors' ? mayConnectors : mayCredentials;
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
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
                kinds={kinds}
                may={mayCredentials}
                onNone={setNone}
              />
            ),
          },
        ]}
        label="Connectors and credentials"
        onValueChange={(value) =>
          router.replace(value === 'connectors' ? '/connectors' : `/connectors?tab=${value}`, {
            scroll: false,
          })
        }
        value={tab}
      />
    </>
  );
}
