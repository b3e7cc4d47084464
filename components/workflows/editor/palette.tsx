'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from '@/components/ui/dialog';
import { StepIcon } from '@/components/workflows/canvas/step-icon';
import { GROUPS, KINDS } from '@/components/workflows/edit/kinds';
import type { StepTypeName } from '@/lib/engine/step-types';

const all = Object.entries(KINDS) as [StepTypeName, (typeof KINDS)[StepTypeName]][];

/** Which kind of step to add, found by what it does. */
export function StepPalette({
  open,
  onOpenChange,
  onPick,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (type: StepTypeName) => void;
}) {
  return (
    <Dialog bare onOpenChange={onOpenChange} open={open} size="sm" title="Add a step">
      <Command
        filter={(_, text, words) =>
          Number(words?.join(' ').toLowerCase().includes(text.toLowerCase()))
        }
        label="Add a step"
        loop
      >
        <div className="flex items-center gap-2 border-b px-4">
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
          <Command.Input
            autoFocus
            className="h-11 w-full bg-transparent text-base outline-none"
            placeholder="Add a step…"
          />
        </div>
        <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-muted text-sm">
            No kind of step is called that.
          </Command.Empty>
          {GROUPS.map((group) => (
            <Command.Group
              className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
              heading={group}
              key={group}
            >
              {all
                .filter(([, kind]) => kind.group === group)
                .map(([type, { label, about, also }]) => (
                  <Command.Item
                    className="flex cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-hover"
                    key={type}
                    keywords={[label, about, also, type, group]}
                    onSelect={() => onPick(type)}
                    value={type}
                  >
                    <span className="grid size-7 shrink-0 place-items-center rounded-md border bg-sunken text-muted">
                      <StepIcon className="size-3.5" type={type} />
                    </span>
                    <span className="w-32 shrink-0 font-strong">{label}</span>
                    <span className="min-w-0 truncate text-muted">{about}</span>
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
