import { Star } from 'lucide-react';
import { cn } from '@/components/ui/cn';

/** "★ 4.5 (12)" */
export function Rating({ value, count }: { value: number | null; count: number }) {
  if (value === null) return <span className="text-faint">No reviews</span>;
  return (
    <span className="inline-flex items-center gap-1">
      <Star aria-hidden className="size-3.5 fill-current text-warn" strokeWidth={0} />
      <span className="sr-only">Rated </span>
      <span className="num">{value.toFixed(1)}</span>
      <span className="sr-only"> of 5 in </span>
      <span className="num text-faint">
        (<span>{count}</span>)
      </span>
      <span className="sr-only">{count === 1 ? 'review' : 'reviews'}</span>
    </span>
  );
}

/** One review's stars. */
export function Stars({ value, className }: { value: number; className?: string }) {
  return (
    <span aria-label={`${value} of 5 stars`} className={cn('inline-flex', className)} role="img">
      {[1, 2, 3, 4, 5].map((star) => (
        <Star
          aria-hidden
          className={cn('size-3.5 fill-current', star <= value ? 'text-warn' : 'text-line')}
          key={star}
          strokeWidth={0}
        />
      ))}
    </span>
  );
}
