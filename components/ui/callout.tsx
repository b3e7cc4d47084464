import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Id } from '@/components/ui/id';
import { StatusShape, type Tone } from '@/components/ui/status';

const grounds: Record<Tone, string> = {
  good: 'border-good/30 bg-good-soft',
  warn: 'border-warn/30 bg-warn-soft',
  bad: 'border-bad/30 bg-bad-soft',
  info: 'border-info/30 bg-info-soft',
  active: 'border-info/30 bg-info-soft',
  idle: 'bg-sunken',
};

/** A message that belongs to the view and stays; for what passes use a toast. */
export function Callout({
  tone = 'info',
  title,
  children,
  action,
  requestId,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  requestId?: string;
}) {
  return (
    <div
      className={cn('flex flex-wrap gap-x-3 gap-y-2 rounded-lg border p-3 text-sm', grounds[tone])}
    >
      <StatusShape className="mt-0.75" tone={tone} />
      <div className="min-w-0 flex-1 basis-56">
        {title && <p className="font-strong">{title}</p>}
        {children && <div className="text-muted">{children}</div>}
        {requestId && (
          <p className="mt-1 flex items-center gap-1.5 text-muted text-xs">
            Request <Id value={requestId} />
          </p>
        )}
      </div>
      {action}
    </div>
  );
}
