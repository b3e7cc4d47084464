'use client';

import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
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
  // The child keeps its own handlers; a menu's trigger has some.
  const after =
    <E,>(name: string, own: (event: E) => void) =>
    (event: E) => {
      own(event);
      (children.props[name] as ((event: E) => void) | undefined)?.(event);
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
        onPointerEnter: after('onPointerEnter', (event: PointerEvent<Element>) => {
          if (event.pointerType === 'mouse') show(event.currentTarget, 350);
        }),
        onPointerLeave: after('onPointerLeave', hide),
        onPointerDown: after('onPointerDown', hide),
        onFocus: after('onFocus', (event: FocusEvent<Element>) => {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0);
        }),
        onBlur: after('onBlur', hide),
        onKeyDown: after('onKeyDown', (event: KeyboardEvent<Element>) => {
          if (event.key === 'Escape') hide();
        }),
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
