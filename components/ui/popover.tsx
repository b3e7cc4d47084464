'use client';

import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { cn } from '@/components/ui/cn';
import { type Align, follow, type Side } from '@/components/ui/floating';

export type PopupTrigger = ReactElement<Record<string, unknown>>;

/**
 * A native popover tied to a trigger: the platform closes it on Escape and on a press outside.
 * The trigger is found by id, so that it may be any component that passes props to its button.
 */
export function usePopup(
  popup: RefObject<HTMLElement | null>,
  { id, side = 'bottom', align = 'start' }: { id?: unknown; side?: Side; align?: Align },
) {
  const made = useId();
  const triggerId = typeof id === 'string' ? id : made;
  const [open, setOpen] = useState(false);
  const anchor = () => document.getElementById(triggerId);

  useEffect(() => {
    const element = popup.current;
    const trigger = document.getElementById(triggerId);
    if (!open || !element || !trigger) return;
    return follow(trigger, element, side, align);
  }, [open, popup, triggerId, side, align]);

  return {
    open,
    triggerId,
    show: () => {
      popup.current?.showPopover();
      setOpen(true);
    },
    hide: (refocus = true) => {
      popup.current?.hidePopover();
      if (refocus) anchor()?.focus();
    },
    popupProps: {
      popover: 'auto' as const,
      onToggle: (event: React.ToggleEvent<HTMLElement>) => {
        if (event.target === event.currentTarget) setOpen(event.newState === 'open');
      },
    },
  };
}

/** Something small beside its trigger: filters, a detail, a picker. `label` names the region. */
export function Popover({
  trigger,
  label,
  side,
  align,
  className,
  children,
}: {
  trigger: PopupTrigger;
  label: string;
  side?: Side;
  align?: Align;
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const popup = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  const { open, triggerId, show, hide, popupProps } = usePopup(popup, {
    id: trigger.props.id,
    side,
    align,
  });
  return (
    <>
      {cloneElement(trigger, {
        id: triggerId,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        // A press on the trigger has already closed it from outside; don't open it again.
        onPointerDown: () => {
          wasOpen.current = open;
        },
        onClick: () => {
          if (!wasOpen.current) show();
          wasOpen.current = false;
        },
      })}
      <div
        {...popupProps}
        aria-label={label}
        className={cn('popup max-w-[calc(100vw-1rem)] p-3', className)}
        ref={popup}
        role="dialog"
      >
        {open && (typeof children === 'function' ? children(() => hide()) : children)}
      </div>
    </>
  );
}
