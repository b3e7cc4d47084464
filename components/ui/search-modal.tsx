'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';
import { Modal } from '@/components/ui/modal';

/** A field to type into and, beneath it, what it finds; the keys of a list work in both. */
export function SearchModal({
  title,
  placeholder,
  text,
  onText,
  filter,
  className,
  listClass,
  open,
  onOpenChange,
  children,
}: {
  title: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  /** Whether the entries are narrowed here by the text; without it they are shown as given. */
  filter: boolean;
  /** Its place and size in the window. */
  className: string;
  /** The height of its list. */
  listClass: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Modal
      bare
      className={cn(
        'mx-auto mb-0 max-w-[calc(100vw-2rem)] rounded-lg [--modal-from:0_-8px]',
        className,
      )}
      focusField
      onOpenChange={onOpenChange}
      open={open}
      title={title}
    >
      <Command label={title} loop shouldFilter={filter}>
        <div className="flex items-center gap-2.5 border-b px-4">
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
          <Command.Input
            autoFocus
            className="h-12 w-full bg-transparent outline-none"
            onValueChange={onText}
            placeholder={placeholder}
            value={text}
          />
          <Kbd>Esc</Kbd>
        </div>
        <Command.List className={cn('overflow-y-auto p-1.5', listClass)}>{children}</Command.List>
      </Command>
    </Modal>
  );
}
