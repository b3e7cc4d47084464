import { Download, Ellipsis, FileSearch, Rocket, ShieldCheck, Trash2 } from 'lucide-react';
import { formatBytes, type May, type PackageView } from '@/components/apps/model';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Badge, Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

export type Act = {
  /** Id of the version that was deployed last. */
  inService: string | null;
  /** The version that the marketplace gives out. */
  published: string | null;
  deploy: (version: PackageView) => void;
  show: (version: PackageView) => void;
  remove: (version: PackageView) => void;
};

function RowMenu({ version, may, act }: { version: PackageView; may: May; act: Act }) {
  const label = `Actions for version ${version.version}`;
  return (
    <Menu
      align="end"
      groups={[
        {
          items: [
            ...(may.deploy
              ? [
                  {
                    label: 'Deploy',
                    icon: <Rocket />,
                    disabled: version.status !== 'ready',
                    onSelect: () => act.deploy(version),
                  },
                ]
              : []),
            { label: 'What is in it', icon: <FileSearch />, onSelect: () => act.show(version) },
            {
              label: 'Download',
              icon: <Download />,
              disabled: version.status !== 'ready',
              onSelect: () => window.location.assign(version.s3_url),
            },
          ],
        },
        ...(may.write
          ? [
              {
                items: [
                  {
                    label: 'Delete',
                    icon: <Trash2 />,
                    danger: true,
                    onSelect: () => act.remove(version),
                  },
                ],
              },
            ]
          : []),
      ]}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

export const versionColumns = (may: May, act: Act): Column<PackageView>[] => [
  {
    key: 'version',
    header: 'Version',
    primary: true,
    width: '34%',
    cell: (version) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        <span className="num font-strong">{version.version}</span>
        {version.id === act.inService && <Badge tone="good">In service</Badge>}
        {version.version === act.published && <Badge tone="info">Published</Badge>}
      </span>
    ),
  },
  {
    key: 'name',
    header: 'Package',
    cell: (version) => <span className="text-muted">{version.display_name || version.name}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    width: '8rem',
    cell: ({ status }) => (
      <Status state={status} tone={status === 'uploading' ? 'active' : undefined} />
    ),
  },
  {
    key: 'signed',
    header: 'Signed',
    width: '6rem',
    cell: ({ signed }) =>
      signed ? (
        <span className="inline-flex items-center gap-1 text-good">
          <ShieldCheck aria-hidden className="size-3.5" />
          Yes
        </span>
      ) : (
        <span className="text-faint">No</span>
      ),
  },
  {
    key: 'size',
    header: 'Size',
    width: '6rem',
    align: 'end',
    cell: ({ size }) => formatBytes(size),
  },
  {
    key: 'created',
    header: 'Uploaded',
    width: '8rem',
    cell: (version) => <Time at={version.created_at} className="text-muted" />,
  },
  {
    key: 'actions',
    header: 'Actions',
    width: '3.25rem',
    actions: true,
    cell: (version) => <RowMenu act={act} may={may} version={version} />,
  },
];
