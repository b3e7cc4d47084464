import type { ReactNode } from 'react';

/** One figure with its name and, beneath, what it is compared with. */
export function Stat({
  label,
  value,
  note,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="min-w-0 bg-surface p-4">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="num mt-1 truncate text-xl tracking-tight">{value}</dd>
      {note && <dd className="mt-0.5 text-faint text-xs">{note}</dd>}
    </div>
  );
}

/** A row of figures that share one border; wraps to two columns on phones. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
      {children}
    </dl>
  );
}
