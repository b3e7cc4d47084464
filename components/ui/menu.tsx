'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import {
  cloneElement,
  Fragment,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useRef,
} from 'react';
import { cn } from '@/components/ui/cn';
import type { Align, Side } from '@/components/ui/floating';
import { Kbd } from '@/components/ui/kbd';
import { type PopupTrigger, usePopup } from '@/components/ui/popover';

export type MenuItem = {
  label: string;
  icon?: ReactNode;
  /** Second line or trailing note. */
  note?: ReactNode;
  shortcut?: string;
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** A menu item that is one of several choices. */
  checked?: boolean;
};
/** Groups are divided by a line; a group's label is optional. */
export type MenuGroup = { label?: string; items: MenuItem[] };

const itemClass =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-start text-sm outline-none focus:bg-hover aria-disabled:text-faint [&_svg]:size-4 [&_svg]:shrink-0';

export function Menu({
  trigger,
  label,
  groups,
  header,
  side = 'bottom',
  align = 'start',
  className,
}: {
  trigger: PopupTrigger;
  label: string;
  groups: MenuGroup[];
  header?: ReactNode;
  side?: Side;
  align?: Align;
  className?: string;
}) {
  const popup = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  const goTo = useRef<'first' | 'last'>('first');
  const typed = useRef({ text: '', at: 0 });
  const id = useId();
  const { open, triggerId, show, hide, popupProps } = usePopup(popup, {
    id: trigger.props.id,
    side,
    align,
  });
  const rows = useCallback(
    () => [...(popup.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])],
    [],
  );

  // The items are rendered when it opens, so the first focus has to wait for them.
  useEffect(() => {
    if (open)
      rows()
        .at(goTo.current === 'last' ? -1 : 0)
        ?.focus({ preventScroll: true });
  }, [open, rows]);

  function openAt(end: 'first' | 'last') {
    goTo.current = end;
    show();
  }

  function onKeyDown(event: React.KeyboardEvent) {
    const all = rows();
    const here = all.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, number> = {
      ArrowDown: (here + 1) % all.length,
      ArrowUp: (here - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[next]?.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.metaKey && !event.ctrlKey) {
      const text = event.timeStamp - typed.current.at > 600 ? '' : typed.current.text;
      typed.current = { text: text + event.key.toLowerCase(), at: event.timeStamp };
      const order = [...all.slice(here + (text ? 0 : 1)), ...all];
      order
        .find((row) => row.textContent?.trim().toLowerCase().startsWith(typed.current.text))
        ?.focus();
    }
  }

  return (
    <>
      {cloneElement(trigger, {
        id: triggerId,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        onPointerDown: () => {
          wasOpen.current = open;
        },
        onClick: () => {
          if (!wasOpen.current) openAt('first');
          wasOpen.current = false;
        },
        onKeyDown: (event: React.KeyboardEvent) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          openAt(event.key === 'ArrowUp' ? 'last' : 'first');
        },
      })}
      <div
        {...popupProps}
        className={cn(
          'popup max-h-[70dvh] min-w-48 max-w-[calc(100vw-1rem)] overflow-y-auto',
          className,
        )}
        ref={popup}
      >
        {open && header && <div className="border-b px-3 py-2.5">{header}</div>}
        <div
          aria-label={label}
          className="p-1"
          id={id}
          onKeyDown={onKeyDown}
          role="menu"
          tabIndex={-1}
        >
          {open &&
            groups.map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity of their own
              <Fragment key={index}>
                {index > 0 && <hr className="-mx-1 my-1" />}
                {group.label && (
                  <p aria-hidden className="px-2 pt-1.5 pb-1 text-faint text-xs">
                    {group.label}
                  </p>
                )}
                {group.items.map((item) => (
                  <MenuRow item={item} key={item.label} onDone={hide} />
                ))}
              </Fragment>
            ))}
        </div>
      </div>
    </>
  );
}

function MenuRow({ item, onDone }: { item: MenuItem; onDone: (refocus?: boolean) => void }) {
  const shared = {
    className: cn(itemClass, item.danger && 'text-bad focus:bg-bad-soft'),
    tabIndex: -1,
    onPointerMove: (event: React.PointerEvent<HTMLElement>) =>
      event.currentTarget.focus({ preventScroll: true }),
  };
  const inside = (
    <>
      {item.icon && (
        <span aria-hidden className={item.danger ? '' : 'text-faint'}>
          {item.icon}
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.note && <span className="text-faint text-xs">{item.note}</span>}
      {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
      {item.checked && <Check aria-hidden className="text-accent-ink" />}
    </>
  );
  if (item.href && !item.disabled) {
    return (
      <Link {...shared} href={item.href} onClick={() => onDone(false)} role="menuitem">
        {inside}
      </Link>
    );
  }
  const role =
    item.checked === undefined
      ? ({ role: 'menuitem' } as const)
      : ({ role: 'menuitemradio', 'aria-checked': item.checked } as const);
  return (
    <button
      {...shared}
      {...role}
      aria-disabled={item.disabled || undefined}
      onClick={() => {
        if (item.disabled) return;
        onDone();
        item.onSelect?.();
      }}
      type="button"
    >
      {inside}
    </button>
  );
}
