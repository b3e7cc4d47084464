import { Fragment, type ReactNode } from 'react';

/** Facts of one thing, name beside value. Empty values are written as a dash. */
export function KeyValues({ items }: { items: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-6 text-sm">
      {items.map((item) => (
        <Fragment key={item.label}>
          <dt className="min-h-8 py-1.5 text-faint">{item.label}</dt>
          <dd className="min-h-8 min-w-0 break-words py-1.5">{item.value ?? '—'}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
