'use client';

import { cn } from '@/components/ui/cn';
import { Modal, type ModalProps } from '@/components/ui/modal';

const sides = {
  right:
    'my-0 me-0 ms-auto border-y-0 border-e-0 w-[30rem] max-w-full [--modal-from:24px_0] sm:max-w-[calc(100vw-3rem)]',
  left: 'my-0 ms-0 me-auto border-y-0 border-s-0 w-[17.5rem] max-w-[calc(100vw-3rem)] [--modal-from:-24px_0]',
};

/** A drawer at the window's edge, for detail beside a list. */
export function Sheet({ side = 'right', ...rest }: ModalProps & { side?: keyof typeof sides }) {
  return <Modal {...rest} focusField={false} className={cn('h-dvh max-h-none', sides[side])} />;
}
