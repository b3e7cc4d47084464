'use client';

import { cn } from '@/components/ui/cn';
import { Modal, type ModalProps } from '@/components/ui/modal';

const widths = { sm: 'w-[26rem]', md: 'w-[33rem]', lg: 'w-[48rem]' };

export function Dialog({ size = 'md', ...rest }: ModalProps & { size?: keyof typeof widths }) {
  return (
    <Modal
      {...rest}
      focusField
      className={cn(
        'm-auto max-h-[min(44rem,calc(100dvh-2rem))] max-w-[calc(100vw-2rem)] rounded-lg',
        widths[size],
      )}
    />
  );
}
