import type { ReactNode } from 'react';

/** What belongs here, what it looks like, and the first thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  example,
  action,
}: {
  icon?: ReactNode;
  /** "No agents yet". */
  title: string;
  /** One or two sentences on what this is for. */
  children: ReactNode;
  /** A small picture, a sample row or a code block. */
  example?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="flex flex-col items-start gap-4 rounded-lg border border-dashed p-6 sm:p-8">
      {icon && (
        <span
          aria-hidden="true"
          className="grid size-9 place-items-center rounded-lg border bg-surface text-accent-ink [&_svg]:size-4.5"
        >
          {icon}
        </span>
      )}
      <div className="max-w-form">
        <h2 className="font-strong text-base">{title}</h2>
        <p className="mt-1 max-w-[36rem] text-muted">{children}</p>
      </div>
      {example && <div className="w-full max-w-form">{example}</div>}
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </section>
  );
}

/** For pages the reader may not see: says who can let them in. */
export function ForbiddenState({ what, who }: { what: string; who: ReactNode }) {
  return (
    <section className="rounded-lg border p-6 sm:p-8">
      <h2 className="font-strong text-base">You can't see {what}</h2>
      <p className="mt-1 text-muted">{who}</p>
    </section>
  );
}
