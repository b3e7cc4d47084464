'use client';

import { cn } from '@/components/ui/cn';
import { Num } from '@/components/ui/number';

type Day = { date: string; count: number };

/** Every day from the first to the last, those without events too. At most 90. */
export function everyDay(days: readonly Day[], from: string, to: string): Day[] {
  const counts = new Map(days.map(({ date, count }) => [date, count]));
  const out: Day[] = [];
  const last = Date.parse(to);
  for (let at = Date.parse(from); at <= last && out.length < 90; at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    out.push({ date, count: counts.get(date) ?? 0 });
  }
  return out;
}

const short = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en-US', {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });

/** Events a day as bars; a bar chooses its day. The same figures stand in a table for screen readers. */
export function DayBars({
  days,
  chosen,
  onChoose,
}: {
  days: readonly Day[];
  chosen: string | null;
  onChoose: (date: string | null) => void;
}) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const first = days[0];
  const last = days.at(-1);
  return (
    <figure className="flex flex-col gap-1">
      <div className="flex h-16 items-end gap-px border-b sm:gap-0.5">
        {days.map(({ date, count }) => (
          <button
            aria-label={`${short(date)}: ${count.toLocaleString('en-US')} events`}
            aria-pressed={chosen === date}
            className="group/bar relative flex h-full min-w-0 flex-1 items-end outline-none focus-visible:outline-2 focus-visible:outline-ring"
            key={date}
            onClick={() => onChoose(chosen === date ? null : date)}
            title={`${short(date)}: ${count.toLocaleString('en-US')}`}
            type="button"
          >
            <span
              className={cn(
                'w-full rounded-t-[2px] transition-colors',
                count === 0 ? 'bg-line' : chosen === date ? 'bg-accent' : 'bg-accent/55',
                count > 0 && 'group-hover/bar:bg-accent',
              )}
              style={{ height: count === 0 ? 1 : `${Math.max(4, (count / most) * 100)}%` }}
            />
          </button>
        ))}
      </div>
      <figcaption className="flex justify-between text-faint text-xs">
        <span>{first && short(first.date)}</span>
        <span>
          most in a day: <Num value={days.length > 0 ? Math.max(...days.map((d) => d.count)) : 0} />
        </span>
        <span>{last && short(last.date)}</span>
      </figcaption>
    </figure>
  );
}
