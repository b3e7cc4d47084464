'use client';

import type { ComponentProps, ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import type { Side } from '@/components/ui/floating';
import { Tooltip } from '@/components/ui/tooltip';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** Accessible name, and the tooltip. */
  label: string;
  icon: ReactNode;
  shortcut?: string;
  side?: Side;
  variant?: 'ghost' | 'secondary' | 'primary';
  size?: 'sm' | 'md';
};

export function IconButton({
  label,
  icon,
  shortcut,
  side,
  variant = 'ghost',
  size = 'md',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} names shortcut={shortcut} side={side}>
      <button
        aria-label={label}
        className={cn(
          buttonClass({ variant, size }),
          size === 'sm' ? 'w-7 px-0!' : 'w-8 px-0!',
          className,
        )}
        type="button"
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
