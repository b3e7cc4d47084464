import { cn } from '@/components/ui/cn';
import { formatCompact, formatCredits, formatNumber, formatUsd } from '@/components/ui/format';

type Figure = { value: number; className?: string };

export function Num({ value, short, className }: Figure & { short?: boolean }) {
  return (
    <span className={cn('num', className)} title={short ? formatNumber(value) : undefined}>
      {short ? formatCompact(value) : formatNumber(value)}
    </span>
  );
}

/** An amount of credits; `unit` adds the word. */
export function Credits({ value, unit = true, className }: Figure & { unit?: boolean }) {
  return (
    <span className={cn('whitespace-nowrap', className)}>
      <span className="num">{formatCredits(value)}</span>
      {unit && (value === 1 ? ' credit' : ' credits')}
    </span>
  );
}

export function Usd({ value, className }: { value: number | string; className?: string }) {
  return <span className={cn('num', className)}>{formatUsd(value)}</span>;
}
