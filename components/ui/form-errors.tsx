'use client';

import { useEffect, useRef } from 'react';
import { Callout } from '@/components/ui/callout';

/** What a failed submit says at the top of its form; takes the focus so that it is read first. */
export function FormErrors({
  message,
  fields = [],
  requestId,
}: {
  message?: string | null;
  /** `id` is the id of the field's control. */
  fields?: readonly { id: string; label: string; message: string }[];
  requestId?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const shown = Boolean(message) || fields.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1}>
      <Callout requestId={requestId} title={message ?? 'Some fields need attention'} tone="bad">
        {fields.length > 0 && (
          <ul className="list-disc ps-4">
            {fields.map((field) => (
              <li key={field.id}>
                <a className="underline" href={`#${field.id}`}>
                  {field.label}
                </a>{' '}
                {field.message}
              </li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  );
}
