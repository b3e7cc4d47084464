import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';

/** Code with a copy button. `children` may be highlighted; `code` is what is copied. */
export function CodeBlock({
  code,
  title,
  children,
  wrap = false,
}: {
  code: string;
  /** A file name or a language. */
  title?: string;
  children?: ReactNode;
  wrap?: boolean;
}) {
  return (
    <figure className="overflow-hidden rounded-lg border bg-sunken">
      <div className="flex h-8 items-center justify-between border-b ps-3 pe-0.5">
        <figcaption className="truncate font-mono text-faint text-xs">{title ?? 'Code'}</figcaption>
        <CopyButton label="Copy code" text={code} />
      </div>
      <section
        aria-label={title ?? 'Code'}
        className="overflow-x-auto focus-visible:-outline-offset-2"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        <pre className={cn('p-3 text-xs leading-5', wrap && 'whitespace-pre-wrap break-words')}>
          <code className="text-xs!">{children ?? code}</code>
        </pre>
      </section>
    </figure>
  );
}
