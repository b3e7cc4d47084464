import { cn } from '@/components/ui/cn';

/** How far something is, of `max` (1 unless told); without `value` it is not known. */
export function Progress({
  label,
  value,
  max = 1,
  tone = 'accent',
}: {
  label: string;
  value?: number;
  max?: number;
  tone?: 'accent' | 'warn' | 'bad';
}) {
  const fill = { accent: 'bg-accent-ink', warn: 'bg-warn', bad: 'bg-bad' }[tone];
  const known = value !== undefined;
  return (
    <div
      aria-label={label}
      aria-valuemax={max}
      aria-valuemin={0}
      aria-valuenow={known ? Math.min(value, max) : undefined}
      className="h-1.5 w-full overflow-hidden rounded-full bg-pressed"
      role="progressbar"
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width]',
          fill,
          !known &&
            'animate-breathe mask-[repeating-linear-gradient(115deg,#000_0_6px,#0005_6px_12px)]',
        )}
        style={{ width: known ? `${Math.min(100, (100 * value) / max)}%` : '100%' }}
      />
    </div>
  );
}
