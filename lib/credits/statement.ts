import type { Ctx } from '@/lib/core/context';
import type { BalanceView, BurnDownView } from '@/lib/credits/contract';
import { creditsOf } from '@/lib/credits/money';

const DAY_MS = 86_400_000;
/** Days whose spending the forecast continues. */
const LOOK_BACK = 7;

/** What an account held just before an instant: the balance after its last entry, found by index. */
const before = (account: string, instant: string) =>
  `coalesce((SELECT e.balance_after FROM ledger_entries e
     WHERE e.account_id = ${account} AND e.created_at < ${instant}
     ORDER BY e.created_at DESC, e.id DESC LIMIT 1), 0)`;

/** The balance as GET /api/credits/balance tells it. */
export async function readBalance(ctx: Ctx): Promise<BalanceView> {
  const [row] = await ctx.sql<{
    posted: bigint;
    held: bigint;
    debt: bigint;
    used: bigint;
    toppedUp: Date | null;
  }>(
    `SELECT coalesce(max(a.posted) FILTER (WHERE kind = 'wallet'), 0)::bigint AS posted,
       coalesce(max(a.held) FILTER (WHERE kind = 'wallet'), 0)::bigint AS held,
       coalesce(max(-a.posted) FILTER (WHERE kind = 'debt'), 0)::bigint AS debt,
       coalesce(max(CASE WHEN kind = 'used' THEN a.posted -
         ${before('a.id', `date_trunc('month', now(), 'UTC')`)} END), 0)::bigint AS used,
       max(CASE WHEN kind = 'purchased' THEN (SELECT e.created_at FROM ledger_entries e
         WHERE e.account_id = a.id AND e.amount < 0 ORDER BY e.id DESC LIMIT 1) END) AS "toppedUp"
     FROM ledger_accounts a WHERE a.organization_id = $1::uuid`,
    ctx.organizationId,
  );
  const { posted, held, debt, used, toppedUp } = row as NonNullable<typeof row>;
  return {
    credits: creditsOf(posted - held),
    held: creditsOf(held),
    debt: creditsOf(debt),
    usage_this_month: creditsOf(used),
    last_topped_up: toppedUp?.toISOString() ?? null,
  };
}

/** The balance at the end of each of the last `days` days, and when it runs out at the pace of the last week. */
export async function burnDown(ctx: Ctx, days: number): Promise<BurnDownView> {
  const rows = await ctx.sql<{ day: string; balance: bigint; total: bigint }>(
    `SELECT to_char(d, 'YYYY-MM-DD') AS day,
       coalesce(max(CASE WHEN a.kind = 'wallet' THEN ${before('a.id', end)} END), 0)::bigint AS balance,
       coalesce(max(CASE WHEN a.kind = 'used' THEN ${before('a.id', end)} END), 0)::bigint AS total
     FROM generate_series(date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => $2::int),
         date_trunc('day', now() AT TIME ZONE 'UTC'), '1 day') d
       LEFT JOIN ledger_accounts a ON a.organization_id = $1::uuid AND a.kind IN ('wallet', 'used')
     GROUP BY d ORDER BY d`,
    ctx.organizationId,
    Math.max(days, LOOK_BACK),
  );
  // Each day's use is the difference of two totals; the first row only serves the second.
  const all = rows.slice(1).map((row, i) => ({
    date: row.day,
    balance: creditsOf(row.balance),
    used: creditsOf(row.total - (rows[i] as (typeof rows)[number]).total),
  }));
  const week = all.slice(-LOOK_BACK);
  const active = Math.max(
    1,
    week.length -
      Math.max(
        0,
        week.findIndex((day) => day.used > 0),
      ),
  );
  const average = week.reduce((sum, day) => sum + day.used, 0) / active;
  const left = all.at(-1)?.balance ?? 0;
  const daysLeft = average > 0 ? left / average : null;
  const soon = daysLeft !== null && daysLeft < 3650;
  return {
    data: all.slice(-days),
    daily_average: Math.round(average * 1e6) / 1e6,
    days_left: daysLeft === null ? null : Math.round(daysLeft * 10) / 10,
    runs_out_on: soon ? new Date(Date.now() + daysLeft * DAY_MS).toISOString().slice(0, 10) : null,
  };
}

const end = `((d + interval '1 day') AT TIME ZONE 'UTC')`;
