import { cn } from '@/components/ui/cn';

/** The mark: a prompt's chevron that leads, and one that follows it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" className={cn('size-6 shrink-0', className)} viewBox="0 0 24 24">
      <rect fill="var(--color-accent)" height="24" rx="6" width="24" />
      <g fill="none" stroke="#fff" strokeLinecap="round" strokeLinejoin="round">
        <path d="m11.2 6.2 5.8 5.8-5.8 5.8" strokeWidth="2.6" />
        <path d="M6.6 9.2 9.4 12l-2.8 2.8" opacity="0.62" strokeWidth="2.2" />
      </g>
    </svg>
  );
}

export function Wordmark({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-strong text-base tracking-tight',
        className,
      )}
    >
      <Mark />
      FleetPrompt
    </span>
  );
}
