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

const figure = ({ date, count }: Day) => `${short(date)}: ${count.toLocaleString('en-US')}`;

/** More bars than this are too narrow to be aimed at. */
const CHOOSABLE = 31;

function Bar({ day, most, chosen }: { day: Day; most: number; chosen: boolean }) {
  const { count } = day;
  return (
    <span
      className={cn(
        'w-full rounded-t-[2px] transition-colors',
        count === 0 ? 'bg-line' : chosen ? 'bg-accent' : 'bg-accent/55 group-hover/bar:bg-accent',
      )}
      style={{ height: count === 0 ? 1 : `${Math.max(4, (count / most) * 100)}%` }}
    />
  );
}

/** Events a day as bars. Where there is room a bar chooses its day; elsewhere a list tells the figures. */
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
  const choosable = days.length <= CHOOSABLE;
  const [first, last] = [days[0], days.at(-1)];
  const frame = 'h-16 items-end gap-px border-b sm:gap-0.5';
  return (
    <figure className="flex flex-col gap-1">
      {choosable && (
        <div className={cn('flex max-lg:hidden', frame)}>
          {days.map((day) => (
            <button
              aria-label={`${figure(day)} events`}
              aria-pressed={chosen === day.date}
              className="group/bar flex h-full min-w-0 flex-1 items-end outline-none focus-visible:outline-2 focus-visible:outline-ring"
              key={day.date}
              onClick={() => onChoose(chosen === day.date ? null : day.date)}
              title={figure(day)}
              type="button"
            >
              <Bar chosen={chosen === day.date} day={day} most={most} />
            </button>
          ))}
        </div>
      )}
      <ul className={cn('flex', choosable && 'lg:hidden', frame)}>
        {days.map((day) => (
          <li className="flex h-full min-w-0 flex-1 items-end" key={day.date} title={figure(day)}>
            <Bar chosen={chosen === day.date} day={day} most={most} />
            <span className="sr-only">{figure(day)}</span>
          </li>
        ))}
      </ul>
      <figcaption className="flex justify-between text-faint text-xs">
        <span>{first && short(first.date)}</span>
        <span>
          most in a day: <Num value={Math.max(0, ...days.map(({ count }) => count))} />
        </span>
        <span>{last && short(last.date)}</span>
      </figcaption>
    </figure>
  );
}
