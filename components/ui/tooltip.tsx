'use client';

import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { follow, type Side } from '@/components/ui/floating';
import { Kbd } from '@/components/ui/kbd';

type Anchor = ReactElement<Record<string, unknown>>;

/**
 * A name or an explanation shown on hover and on keyboard focus. With `names`, the label is
 * already the child's accessible name and is not announced a second time.
 */
export function Tooltip({
  label,
  shortcut,
  side = 'bottom',
  names = false,
  children,
}: {
  label: ReactNode;
  shortcut?: string;
  side?: Side;
  names?: boolean;
  children: Anchor;
}) {
  const id = useId();
  const tip = useRef<HTMLDivElement>(null);
  const stop = useRef<(() => void) | undefined>(undefined);
  const timer = useRef<number>(undefined);

  const hide = () => {
    window.clearTimeout(timer.current);
    stop.current?.();
    stop.current = undefined;
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover();
  };
  const show = (anchor: Element, delay: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      if (!tip.current || !anchor.isConnected || tip.current.matches(':popover-open')) return;
      tip.current.showPopover();
      stop.current = follow(anchor, tip.current, side, 'center');
    }, delay);
  };
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      stop.current?.();
    },
    [],
  );

  return (
    <>
      {cloneElement(children, {
        'aria-describedby': names ? undefined : id,
        onPointerEnter: (e: React.PointerEvent) =>
          e.pointerType === 'mouse' && show(e.currentTarget, 350),
        onPointerLeave: hide,
        onPointerDown: hide,
        onFocus: (e: React.FocusEvent) =>
          e.currentTarget.matches(':focus-visible') && show(e.currentTarget, 0),
        onBlur: hide,
        onKeyDown: (e: React.KeyboardEvent) => {
          if (e.key === 'Escape') hide();
          (children.props.onKeyDown as ((e: React.KeyboardEvent) => void) | undefined)?.(e);
        },
      })}
      <div
        aria-hidden={names || undefined}
        className="popup pointer-events-none max-w-72 items-center gap-2 px-2 py-1 text-xs open:flex"
        id={id}
        popover="manual"
        ref={tip}
        role="tooltip"
      >
        {label}
        {shortcut && <Kbd>{shortcut}</Kbd>}
      </div>
    </>
  );
}
