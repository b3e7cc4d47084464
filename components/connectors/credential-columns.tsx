import { Ellipsis, History, Pencil, PlugZap, Trash2 } from 'lucide-react';
import type { Credential, Kind, May } from '@/components/connectors/model';
import { providerName } from '@/components/connectors/words';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Num } from '@/components/ui/number';
import { Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

export type CredentialAct = {
  edit: (credential: Credential) => void;
  test: (credential: Credential) => void;
  uses: (credential: Credential) => void;
  remove: (credential: Credential) => void;
  testing: string | null;
};

function Ends({ credential }: { credential: Credential }) {
  const { expires_at: end, status } = credential;
  if (!end) return <span className="text-faint">No end</span>;
  const at = <Time at={end} className="text-muted" />;
  if (status === 'active') return at;
  return <Status state={status}>{status === 'expired' ? 'Expired' : <>Ends {at}</>}</Status>;
}

function RowMenu({
  credential,
  may,
  act,
}: {
  credential: Credential;
  may: May;
  act: CredentialAct;
}) {
  const label = `Actions for ${credential.name}`;
  const item = (text: string, icon: React.ReactNode, run: (it: Credential) => void) => ({
    label: text,
    icon,
    onSelect: () => run(credential),
  });
  const groups = [
    {
      items: [
        ...(may.test ? [item('Test', <PlugZap key="test" />, act.test)] : []),
        item('Who used it', <History key="uses" />, act.uses),
        ...(may.write ? [item('Edit', <Pencil key="edit" />, act.edit)] : []),
      ],
    },
    ...(may.write
      ? [{ items: [{ ...item('Delete', <Trash2 key="delete" />, act.remove), danger: true }] }]
      : []),
  ];
  return (
    <Menu
      align="end"
      groups={groups}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

export function credentialColumns(
  kinds: readonly Kind[],
  may: May,
  act: CredentialAct,
): Column<Credential>[] {
  return [
    {
      key: 'name',
      header: 'Credential',
      primary: true,
      width: '34%',
      cell: (it) => (
        <>
          <span className="font-strong">{it.name}</span>{' '}
          <span className="text-faint text-xs">{providerName(kinds, it.provider)}</span>
        </>
      ),
    },
    {
      key: 'connectors',
      header: 'Used by',
      cell: (it) => {
        const names = it.connectors.map(({ name }) => name).join(', ');
        return names ? (
          <span className="text-muted" title={names}>
            {names}
          </span>
        ) : (
          <span className="text-faint">None</span>
        );
      },
    },
    {
      key: 'used',
      header: 'Last used',
      width: '8rem',
      cell: (it) =>
        act.testing === it.id ? (
          <Status state="running">Testing</Status>
        ) : it.last_used_at ? (
          <Time at={it.last_used_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
    {
      key: 'uses',
      header: 'Uses',
      width: '5rem',
      align: 'end',
      cell: (it) => <Num className="text-muted" short value={it.uses} />,
    },
    { key: 'ends', header: 'Ends', width: '9rem', cell: (it) => <Ends credential={it} /> },
    {
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (it) => <RowMenu act={act} credential={it} may={may} />,
    },
  ];
}
