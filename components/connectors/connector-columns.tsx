import { Ellipsis, Pencil, PlugZap, Trash2 } from 'lucide-react';
import type { Connector, Kind, May } from '@/components/connectors/model';
import { providerName } from '@/components/connectors/words';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

export type ConnectorAct = {
  edit: (connector: Connector) => void;
  test: (connector: Connector) => void;
  remove: (connector: Connector) => void;
  tools: (connector: Connector) => void;
  testing: string | null;
};

function Connection({ connector, testing }: { connector: Connector; testing: boolean }) {
  if (testing) return <Status state="running">Testing</Status>;
  const { last_test: last } = connector;
  if (!last) return <span className="text-faint">Not tested</span>;
  return (
    <span title={last.message}>
      <Status state={last.ok ? 'healthy' : 'failed'}>{last.ok ? 'Works' : 'Fails'}</Status>
    </span>
  );
}

export function connectorColumns(
  kinds: readonly Kind[],
  may: May,
  act: ConnectorAct,
): Column<Connector>[] {
  const list: Column<Connector>[] = [
    {
      key: 'name',
      header: 'Connector',
      primary: true,
      width: '34%',
      cell: (it) => (
        <>
          <span className="font-strong">{it.name}</span>{' '}
          <span className="text-faint text-xs">{providerName(kinds, it.type)}</span>
          {it.tools && (
            <Button onClick={() => act.tools(it)} size="sm" variant="ghost">
              {it.tools.length === 1 ? '1 tool' : `${it.tools.length} tools`}
            </Button>
          )}
        </>
      ),
    },
    {
      key: 'credential',
      header: 'Credential',
      cell: (it) =>
        it.credential ? (
          <span className="text-muted">{it.credential.name}</span>
        ) : (
          <span className="text-faint">None</span>
        ),
    },
    {
      key: 'connection',
      header: 'Connection',
      width: '8rem',
      cell: (it) => <Connection connector={it} testing={act.testing === it.id} />,
    },
    {
      key: 'used',
      header: 'Last used',
      width: '8rem',
      cell: (it) =>
        it.last_used_at ? (
          <Time at={it.last_used_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
  ];
  if (may.write || may.test)
    list.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (it) => <RowMenu act={act} connector={it} may={may} />,
    });
  return list;
}

function RowMenu({ connector, may, act }: { connector: Connector; may: May; act: ConnectorAct }) {
  const label = `Actions for ${connector.name}`;
  const first = [
    ...(may.test
      ? [{ label: 'Test connection', icon: <PlugZap />, onSelect: () => act.test(connector) }]
      : []),
    ...(may.write
      ? [{ label: 'Edit', icon: <Pencil />, onSelect: () => act.edit(connector) }]
      : []),
  ];
  const last = may.write
    ? [{ label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => act.remove(connector) }]
    : [];
  return (
    <Menu
      align="end"
      groups={[{ items: first }, { items: last }].filter(({ items }) => items.length > 0)}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}
