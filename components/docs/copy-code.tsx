'use client';

import { Check, Copy } from 'lucide-react';
import { useRef } from 'react';
import { useCopy } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';

/** Copies the code that its figure shows, with the reader's own address in it. */
export function CopyCode() {
  const place = useRef<HTMLSpanElement>(null);
  const { copied, copy } = useCopy();
  function copyShown() {
    const panes = place.current?.closest('figure')?.querySelectorAll<HTMLElement>('[data-pane]');
    const shown = [...(panes ?? [])].find((pane) => pane.offsetParent !== null);
    copy((shown?.querySelector('code')?.textContent ?? '').replace(/\n$/, ''));
  }
  return (
    <span ref={place}>
      <IconButton
        icon={copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
        label="Copy code"
        onClick={copyShown}
        size="sm"
      />
      <span aria-live="polite" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </span>
  );
}
