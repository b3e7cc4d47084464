import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle' | 'active';

const tones = new Map<string, Tone>();
const words: Record<Tone, string> = {
  good: 'completed complete active delivered paid succeeded passed healthy ready verified',
  warn: 'paused waiting expiring warning degraded stale retrying',
  bad: 'failed error revoked expired critical rejected dead overdue',
  info: 'scheduled invited new draining',
  idle: 'draft queued pending canceled cancelled stopped skipped disabled archived inactive',
  active: 'running processing deploying streaming started',
};
for (const [tone, list] of Object.entries(words))
  for (const word of list.split(' ')) tones.set(word, tone as Tone);

/** The tone of a common state word; unknown words are `idle`. */
export const toneOf = (state: string): Tone => tones.get(state.toLowerCase()) ?? 'idle';

const ink: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  idle: 'text-faint',
  active: 'text-info',
};

/** One shape a tone, so that no state is told by colour alone. */
export function StatusShape({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={cn('size-3.5 shrink-0', ink[tone], className)}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.6"
      viewBox="0 0 14 14"
    >
      {tone === 'good' && (
        <>
          <circle cx="7" cy="7" fill="currentColor" r="5.4" stroke="none" />
          <path d="m4.7 7.2 1.6 1.6 3-3.4" stroke="var(--color-surface)" />
        </>
      )}
      {tone === 'warn' && (
        <path d="M5.2 4.5v5M8.8 4.5v5M7 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 7 1.6Z" />
      )}
      {tone === 'bad' && (
        <>
          <path
            d="M4.8 1.6h4.4l3.2 3.2v4.4l-3.2 3.2H4.8L1.6 9.2V4.8Z"
            fill="currentColor"
            stroke="none"
          />
          <path d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8" stroke="var(--color-surface)" />
        </>
      )}
      {tone === 'info' && <path d="M7 1.8 12.2 7 7 12.2 1.8 7Z" />}
      {tone === 'idle' && <circle cx="7" cy="7" r="4.8" strokeDasharray="1.6 2.6" />}
      {tone === 'active' && (
        <>
          <circle cx="7" cy="7" opacity="0.3" r="4.8" />
          <path className="origin-center animate-spin" d="M7 2.2A4.8 4.8 0 0 1 11.8 7" />
        </>
      )}
    </svg>
  );
}

/** A state as shape, colour and word. `Status state="failed"` picks its own tone. */
export function Status({
  state,
  tone = toneOf(state),
  children,
  className,
}: {
  state: string;
  tone?: Tone;
  /** The word to show when the state's own is not it. */
  children?: ReactNode;
  className?: string;
}) {
  const word = state.replaceAll('_', ' ');
  return (
    <span
      className={cn(
        'inline-flex align-middle items-center gap-1.5 whitespace-nowrap text-sm',
        className,
      )}
    >
      <StatusShape tone={tone} />
      <span className={tone === 'idle' ? 'text-muted' : ink[tone]}>
        {children ?? word.charAt(0).toUpperCase() + word.slice(1)}
      </span>
    </span>
  );
}

const fills: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  active: 'bg-info-soft text-info',
  idle: 'bg-hover text-muted',
};

/** A short label: a version, a kind, a role. For a state use `Status`. */
export function Badge({ tone = 'idle', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cn(
        'inline-flex align-middle h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-xs',
        fills[tone],
      )}
    >
      {children}
    </span>
  );
}
