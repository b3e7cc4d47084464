import type { ReactNode } from 'react';
import { Breadcrumb } from '@/components/ui/breadcrumb';
import { cn } from '@/components/ui/cn';

const widths = { page: 'max-w-page', form: 'max-w-form' };

/** The frame of a page's content: at most 1,200 px, forms 640. Chat and canvases do without. */
export function Page({
  width = 'page',
  children,
}: {
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return (
    <div
      className={cn('mx-auto flex w-full flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8', widths[width])}
    >
      {children}
    </div>
  );
}

/** Title, one sentence, the primary action on the right. */
export function PageHeader({
  title,
  description,
  breadcrumb,
  status,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  breadcrumb?: readonly { label: string; href?: string }[];
  /** A Status or Badge beside the title. */
  status?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-col gap-2">
      {breadcrumb && <Breadcrumb items={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words font-strong text-xl tracking-tight">{title}</h1>
            {status}
          </div>
          {description && <p className="mt-0.5 max-w-form text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}

/** A titled part of a page. `flush` lets a table or a tree reach the border. */
export function Section({
  title,
  description,
  actions,
  boxed = false,
  flush = false,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  boxed?: boolean;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      {(title || actions) && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <div>
            {title && <h2 className="font-strong text-base">{title}</h2>}
            {description && <p className="text-muted text-sm">{description}</p>}
          </div>
          {actions && <div className="flex gap-2">{actions}</div>}
        </div>
      )}
      {boxed ? (
        <div
          className={cn('rounded-lg border bg-surface', flush ? 'overflow-hidden' : 'p-4 sm:p-5')}
        >
          {children}
        </div>
      ) : (
        children
      )}
    </section>
  );
}
