import { Copy, Ellipsis, Trash2 } from 'lucide-react';
import { ConfigState } from '@/components/configs/config-state';
import type { Config, May } from '@/components/configs/model';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

export type Act = { duplicate: (config: Config) => void; remove: (config: Config) => void };

function RowMenu({ config, act }: { config: Config; act: Act }) {
  const label = `Actions for ${config.name}`;
  return (
    <Menu
      align="end"
      groups={[
        {
          items: [{ label: 'Duplicate', icon: <Copy />, onSelect: () => act.duplicate(config) }],
        },
        {
          items: [
            {
              label: 'Delete',
              icon: <Trash2 />,
              danger: true,
              disabled: config.running_deployments > 0,
              note: config.running_deployments > 0 ? 'Stop it first' : undefined,
              onSelect: () => act.remove(config),
            },
          ],
        },
      ]}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

export function configColumns(may: May, act: Act): Column<Config>[] {
  const columns: Column<Config>[] = [
    {
      key: 'name',
      header: 'Config',
      primary: true,
      width: '40%',
      cell: ({ name }) => <span className="font-strong">{name}</span>,
    },
    {
      key: 'state',
      header: 'State',
      width: '9rem',
      cell: (config) => <ConfigState config={config} />,
    },
    {
      key: 'running',
      header: 'In service',
      cell: ({ running_deployments: running }) =>
        running > 0 ? (
          <Status state="running">
            <span className="num">{running}</span>
            <span className="max-sm:sr-only">{running === 1 ? ' deployment' : ' deployments'}</span>
          </Status>
        ) : (
          <span className="text-faint">No</span>
        ),
    },
    {
      key: 'version',
      header: 'Version',
      width: '6rem',
      cell: ({ version }) => <span className="num">v{version}</span>,
    },
    {
      key: 'updated',
      header: 'Changed',
      width: '8rem',
      cell: (config) => <Time at={config.updated_at} className="text-muted" />,
    },
  ];
  if (may.write)
    columns.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (config) => <RowMenu act={act} config={config} />,
    });
  return columns;
}
