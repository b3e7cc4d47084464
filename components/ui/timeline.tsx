import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/format';

export type TimelineKind = 'queue' | 'model' | 'tool' | 'wait' | 'failed';

// Told apart by fill as well as by colour: waiting is hatched, queueing is hollow.
const fills: Record<TimelineKind, string> = {
  queue: 'border border-edge bg-transparent',
  model: 'bg-accent-ink',
  tool: 'bg-info',
  wait: 'border border-edge bg-[repeating-linear-gradient(45deg,var(--color-edge)_0_1px,transparent_1px_5px)]',
  failed: 'bg-bad',
};

/** One step as a bar to scale. Times are milliseconds since the run began. */
export function TimelineRow({
  label,
  kind,
  start,
  end,
  total,
  selected,
  onSelect,
}: {
  label: ReactNode;
  kind: TimelineKind;
  start: number;
  /** null while it runs. */
  end: number | null;
  total: number;
  selected?: boolean;
  onSelect?: () => void;
}) {
  const span = Math.max(total, 1);
  const until = end ?? total;
  const inside = (
    <>
      <span className="min-w-0 truncate text-start">{label}</span>
      <span
        aria-hidden="true"
        className="relative h-2 min-w-0 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={cn(
            'absolute inset-y-0 min-w-1 rounded-full',
            fills[kind],
            end === null && 'animate-breathe',
          )}
          style={{
            left: `min(${(100 * start) / span}%, 100% - 0.25rem)`,
            width: `${(100 * (until - start)) / span}%`,
          }}
        />
      </span>
      <span className="num text-end text-muted">{formatDuration(until - start)}</span>
    </>
  );
  const shape = cn(
    'grid min-h-9 w-full grid-cols-[minmax(0,2fr)_minmax(0,3fr)_5.5rem] items-center gap-3 rounded-lg px-2 text-sm',
    selected && 'bg-accent-soft',
  );
  return (
    <li>
      {onSelect ? (
        <button
          aria-pressed={selected}
          className={cn(shape, !selected && 'hover:bg-hover')}
          onClick={onSelect}
          type="button"
        >
          {inside}
        </button>
      ) : (
        <div className={shape}>{inside}</div>
      )}
    </li>
  );
}

const names: [TimelineKind, string][] = [
  ['queue', 'Queued'],
  ['model', 'Model'],
  ['tool', 'Tool'],
  ['wait', 'Waiting'],
  ['failed', 'Failed'],
];

/** Rows with what their bars mean. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <ol aria-label={label} className="flex flex-col">
        {children}
      </ol>
      <ul
        aria-label="What the bars mean"
        className="mt-2 flex flex-wrap gap-x-4 gap-y-1 px-2 text-faint text-xs"
      >
        {names.map(([kind, name]) => (
          <li className="flex items-center gap-1.5" key={kind}>
            <span aria-hidden="true" className={cn('h-2 w-4 rounded-full', fills[kind])} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
