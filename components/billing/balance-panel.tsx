'use client';

import { formatCompact, formatCredits, formatNumber, formatUsd } from '@/components/ui/format';
import { useNow } from '@/components/ui/time';
import { LineChart, type Point, type Series } from '@/components/usage/line-chart';
import type { BalanceView, BurnDownView } from '@/lib/credits/contract';

const DAY_MS = 86_400_000;
/** Days that the forecast is drawn for; beyond them a sentence is enough. */
const AHEAD = 14;

const short = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

const series: Series[] = [
  { key: 'balance', label: 'Balance', tone: 'accent', area: true },
  { key: 'forecast', label: 'Forecast', tone: 'muted', dashed: true },
];

/** The past as a line, and where it leads at the pace of the last week. */
function pointsOf({ data, daily_average: pace }: BurnDownView): Point[] {
  const past = data.map((day, i) => ({
    label: short.format(new Date(day.date)),
    values: {
      balance: day.balance,
      forecast: pace > 0 && i === data.length - 1 ? day.balance : null,
    },
  }));
  const last = data.at(-1);
  if (!last || pace <= 0) return past;
  const ahead = Array.from({ length: AHEAD }, (_, i) => ({
    label: short.format(new Date(new Date(last.date).getTime() + (i + 1) * DAY_MS)),
    values: { balance: null, forecast: Math.max(0, last.balance - (i + 1) * pace) },
  }));
  return [...past, ...ahead];
}

export function BalancePanel({
  balance,
  burnDown,
}: {
  balance: BalanceView;
  burnDown: BurnDownView;
}) {
  const drawn = series.filter((one) => one.key === 'balance' || burnDown.daily_average > 0);
  return (
    <section
      aria-label="Balance"
      className="grid overflow-hidden rounded-lg border bg-surface lg:grid-cols-[20rem_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-4 border-b p-5 lg:border-e lg:border-b-0">
        <div aria-live="polite">
          <h2 className="text-muted text-sm">To spend</h2>
          <p
            className="num mt-1 text-2xl tracking-tight"
            data-testid="balance"
            title={formatCredits(balance.credits)}
          >
            {withCents(balance.credits)}
          </p>
          <p className="text-faint text-sm">
            credits, worth {formatUsd(cents(balance.credits / 100))}
          </p>
        </div>
        <dl className="grid grid-cols-[1fr_auto] gap-y-1.5 text-sm">
          <dt className="text-muted">Held by running work</dt>
          <dd className="num text-end">{formatCredits(cents(balance.held))}</dd>
          <dt className="text-muted">Used this month</dt>
          <dd className="num text-end">{formatCredits(cents(balance.usage_this_month))}</dd>
          {balance.debt > 0 && (
            <>
              <dt className="text-warn">Owed after a refund</dt>
              <dd className="num text-end text-warn">{formatCredits(cents(balance.debt))}</dd>
            </>
          )}
        </dl>
        <Forecast burnDown={burnDown} />
      </div>
      <div className="min-w-0 p-4 sm:p-5">
        <h2 className="mb-2 text-muted text-sm">Balance over 30 days</h2>
        <LineChart
          caption="Balance in credits at the end of each day, with a forecast"
          className="h-52"
          format={formatCompactCredits}
          points={pointsOf(burnDown)}
          series={drawn}
        />
      </div>
    </section>
  );
}

const formatCompactCredits = (value: number) =>
  Math.abs(value) >= 100 ? formatCompact(Math.round(value)) : formatCredits(cents(value));
const withCents = (value: number) =>
  cents(value).toLocaleString('en-US', { minimumFractionDigits: 2 });

/** Cut, not rounded: more than there is must never be shown. */
const cents = (value: number) => Math.floor(value * 100) / 100;

function Forecast({ burnDown }: { burnDown: BurnDownView }) {
  const now = useNow();
  const { daily_average: pace, days_left: left, runs_out_on: end } = burnDown;
  if (pace <= 0)
    return <p className="text-faint text-sm">Nothing was spent in the last week: no forecast.</p>;
  const soon = left !== null && left < 7;
  return (
    <p className={soon ? 'text-sm text-warn' : 'text-muted text-sm'} suppressHydrationWarning>
      At about <span className="num">{formatCredits(cents(pace))}</span> credits a day this lasts{' '}
      {left === null || end === null ? (
        'for years'
      ) : left < 1 ? (
        'less than a day'
      ) : (
        <>
          <span className="num">{formatNumber(Math.floor(left))}</span>{' '}
          {Math.floor(left) === 1 ? 'day' : 'days'}
          {now !== null && `, until ${long.format(new Date(end))}`}
        </>
      )}
      .
    </p>
  );
}
