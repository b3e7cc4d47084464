'use client';

import { Plug } from 'lucide-react';
import { lazy, type ReactNode, useState } from 'react';
import { connectorColumns } from '@/components/connectors/connector-columns';
import type { Connector, Kind } from '@/components/connectors/model';
import { connectorsPath } from '@/components/connectors/paths';
import { type ListProps, ThingList } from '@/components/connectors/thing-list';
import { ToolsSheet } from '@/components/connectors/tools-sheet';
import { EmptyState } from '@/components/ui/empty-state';

const ConnectorForm = lazy(() => import('@/components/connectors/connector-form'));

/** What connectors are for, with what each type can do. */
function NoConnectors({ kinds, action }: { kinds: readonly Kind[]; action: ReactNode }) {
  return (
    <EmptyState
      action={action}
      example={
        <ul className="flex flex-col divide-y rounded-lg border bg-surface text-sm">
          {kinds.map((kind) => (
            <li className="flex flex-wrap gap-x-3 px-3 py-2" key={kind.type}>
              <span className="w-28 font-strong">{kind.name}</span>
              <span className="min-w-0 flex-1 text-muted">{kind.description}</span>
            </li>
          ))}
        </ul>
      }
      icon={<Plug />}
      title="No connectors yet"
    >
      A connector lets workflows act in another service, with a credential that nobody sees again.
    </EmptyState>
  );
}

export function ConnectorList(props: ListProps<Connector>) {
  const { kinds, may, create } = props;
  const [offering, setOffering] = useState<Connector | null>(null);
  return (
    <ThingList
      {...props}
      base="/api/v1/connectors"
      columns={(act) => connectorColumns(kinds, may, { ...act, tools: setOffering })}
      form={({ row, ...form }) => (
        <ConnectorForm {...form} connector={row} kinds={kinds} mayWrite={may.write} />
      )}
      none={<NoConnectors action={create} kinds={kinds} />}
      pathOf={connectorsPath}
      words={{
        one: 'connector',
        kind: 'Service',
        icon: <Plug />,
        create: 'A service, and the credential to sign in with.',
        remove: 'Workflows that name it fail from then on. Its credential stays.',
      }}
    >
      {() => <ToolsSheet connector={offering} onClose={() => setOffering(null)} />}
    </ThingList>
  );
}
