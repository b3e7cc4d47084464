'use client';

import { AlignLeft, Copy, Download, Ellipsis, Rocket, Save, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { EditorHead } from '@/components/ui/editor-head';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Badge } from '@/components/ui/status';

/** Where one is, the config's name, and what is done with it. */
export function EditorHeader({
  name,
  onRename,
  version,
  served,
  dirty,
  saving,
  writes,
  canSave,
  onSave,
  onFormat,
  onDownload,
  onDuplicate,
  onDelete,
  deploy,
}: {
  name: string;
  onRename: (name: string) => void;
  /** 0 before it is saved. */
  version: number;
  /** How many deployments have it in service. */
  served: number;
  dirty: boolean;
  saving: boolean;
  writes: boolean;
  canSave: boolean;
  onSave: () => void;
  onFormat: () => void;
  onDownload: () => void;
  onDuplicate: (() => void) | null;
  onDelete: (() => void) | null;
  deploy: ReactNode;
}) {
  return (
    <EditorHead
      actions={
        <>
          {writes && (
            <>
              <IconButton
                icon={<AlignLeft aria-hidden />}
                label="Format"
                onClick={onFormat}
                shortcut="⇧⌥F"
              />
              <Button
                disabled={!canSave}
                icon={<Save aria-hidden />}
                loading={saving}
                onClick={onSave}
                title="⌘S"
              >
                {dirty || version === 0 ? 'Save' : 'Saved'}
              </Button>
            </>
          )}
          {deploy}
          <Menu
            align="end"
            groups={[
              {
                items: [
                  { label: 'Download', icon: <Download />, onSelect: onDownload },
                  ...(onDuplicate
                    ? [{ label: 'Duplicate', icon: <Copy />, onSelect: onDuplicate }]
                    : []),
                ],
              },
              ...(onDelete
                ? [
                    {
                      items: [
                        {
                          label: 'Delete',
                          icon: <Trash2 />,
                          danger: true,
                          disabled: served > 0,
                          note: served > 0 ? 'Stop it first' : undefined,
                          onSelect: onDelete,
                        },
                      ],
                    },
                  ]
                : []),
            ]}
            label="More actions"
            trigger={<IconButton icon={<Ellipsis aria-hidden />} label="More actions" />}
          />
        </>
      }
      back={{ label: 'Configs', href: '/configs' }}
      title={
        <>
          <h1 className="sr-only">{name || 'New config'}</h1>
          <input
            aria-label="Name"
            autoComplete="off"
            className="field-sizing-content -mx-1.5 min-w-24 max-w-full truncate rounded-md border border-transparent bg-transparent px-1.5 py-0.5 font-strong text-base hover:border-line focus:border-edge read-only:border-transparent"
            maxLength={255}
            onChange={(event) => onRename(event.target.value)}
            placeholder="Name it"
            readOnly={!writes}
            spellCheck={false}
            value={name}
          />
          {version > 0 && (
            <Badge>
              <span className="num">v{version}</span>
            </Badge>
          )}
          {served > 0 && <Badge tone="active">In service</Badge>}
        </>
      }
    />
  );
}

/** The button that deploys, and saves first what is not saved. */
export const DeployButton = ({
  onClick,
  busy,
  disabled,
  unsaved,
  primary,
}: {
  onClick: () => void;
  disabled: boolean;
  busy: boolean;
  unsaved: boolean;
  primary: boolean;
}) => (
  <Button
    disabled={disabled}
    icon={<Rocket aria-hidden />}
    loading={busy}
    onClick={onClick}
    variant={primary ? 'primary' : undefined}
  >
    {unsaved ? 'Save and deploy' : 'Deploy'}
  </Button>
);
