'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';

export type ModalProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the one that goes on last. */
  footer?: ReactNode;
  /** Hides the title bar; the title still names the dialog. */
  bare?: boolean;
};

/**
 * The platform's modal dialog: it traps and returns focus, makes the page inert and closes on
 * Escape by itself. Popovers inside stay usable because everything is in the top layer.
 */
export function Modal({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  bare,
  focusField,
  className,
}: ModalProps & { className: string; focusField: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const pressedOutside = useRef(false);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      // The platform would choose the close button; whoever opens a form means to fill it in.
      if (focusField) element.querySelector<HTMLElement>('input, select, textarea')?.focus();
    }
    if (!open && element.open) element.close();
  }, [open, focusField]);

  return (
    <dialog
      aria-describedby={description ? `${id}-description` : undefined}
      aria-labelledby={`${id}-title`}
      className={cn('modal p-0 open:flex open:flex-col', className)}
      onCancel={(event) => {
        if (event.target === event.currentTarget) {
          event.preventDefault();
          onOpenChange(false);
        }
      }}
      onClick={(event) => {
        if (pressedOutside.current && event.target === event.currentTarget) onOpenChange(false);
      }}
      onClose={() => open && onOpenChange(false)}
      onKeyDown={() => {}}
      onPointerDown={(event) => {
        pressedOutside.current = event.target === event.currentTarget;
      }}
      ref={dialog}
    >
      {open && (
        <div className="flex min-h-0 flex-1 flex-col">
          <header
            className={cn(bare ? 'sr-only' : 'flex items-start justify-between gap-4 px-5 pt-4')}
          >
            <div className="min-w-0 pt-1">
              <h2 className="font-strong text-lg" id={`${id}-title`}>
                {title}
              </h2>
              {description && (
                <div className="mt-1 text-muted text-sm" id={`${id}-description`}>
                  {description}
                </div>
              )}
            </div>
            {!bare && (
              <IconButton
                className="-me-2"
                icon={<X aria-hidden />}
                label="Close"
                onClick={() => onOpenChange(false)}
              />
            )}
          </header>
          {children && (
            <div className={cn('min-h-0 flex-1 overflow-y-auto', !bare && 'px-5 py-4')}>
              {children}
            </div>
          )}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
              {footer}
            </footer>
          )}
        </div>
      )}
    </dialog>
  );
}
