'use client';

import { Fragment } from 'react';
import { navigation } from '@/components/shell/navigation';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const general: [string, string[]][] = [
  ['Search, jump or act', ['⌘ or Ctrl', 'K']],
  ['Collapse or expand the sidebar', ['[']],
  ['Show this list', ['?']],
];

export default function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const pages = navigation.flatMap((group) =>
    group.items.flatMap((item): [string, string[]][] =>
      item.key ? [[`Go to ${item.label}`, ['G', item.key.toUpperCase()]]] : [],
    ),
  );
  return (
    <Dialog onOpenChange={onOpenChange} open={open} size="sm" title="Keyboard shortcuts">
      <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2.5 text-sm">
        {[...general, ...pages].map(([what, keys]) => (
          <Fragment key={what}>
            <dt>{what}</dt>
            <dd className="flex justify-end gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
