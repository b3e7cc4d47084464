import { pool } from '@/lib/core/db/pool';
import type { Limiter, Verdict } from '@/lib/core/limiter';

interface Want {
  key: string;
  seconds: number;
  points: number;
  settle: (consumed: number, expire: number) => void;
  reject: (error: unknown) => void;
}

const MOST_KEYS = 500;
const KEPT_REFUSALS = 10_000;

const waiting: Want[] = [];
let asking = false;
/** Keys known to be over their limit, until when (Unix ms): they are refused without asking again. */
const refused = new Map<string, { consumed: number; expire: number }>();

/** A window that has passed begins anew; giving points back never goes below zero. */
const COUNT = `
insert into rate_limits as r (key, points, expire)
select key, greatest(points, 0), $4::bigint + seconds * 1000
from unnest($1::text[], $2::int[], $3::bigint[]) as t(key, points, seconds)
on conflict (key) do update set
  points = case when r.expire <= $4 then excluded.points
    else greatest(0, r.points + (($2::int[])[array_position($1::text[], r.key)])) end,
  expire = case when r.expire <= $4 then excluded.expire else r.expire end
returning key, points, expire`;

/**
 * Counts what has gathered while the last statement ran, in one statement: exact across processes,
 * and under load many requests share one round trip.
 */
async function ask(): Promise<void> {
  asking = true;
  while (waiting.length > 0) {
    const byKey = new Map<string, Want[]>();
    const batch = waiting.splice(0, MOST_KEYS);
    for (const want of batch) {
      const same = byKey.get(want.key);
      if (same) same.push(want);
      else byKey.set(want.key, [want]);
    }
    // Two processes must lock the rows in the same order.
    const keys = [...byKey.keys()].sort();
    const sum = (wants: Want[]) => wants.reduce((n, want) => n + want.points, 0);
    const sums = keys.map((key) => sum(byKey.get(key) as Want[]));
    const seconds = keys.map((key) => byKey.get(key)?.[0]?.seconds);
    try {
      const { rows } = await pool().query<{ key: string; points: number; expire: string }>({
        name: 'core.count',
        text: COUNT,
        values: [keys, sums, seconds, Date.now()],
      });
      for (const row of rows) {
        const wants = byKey.get(row.key) as Want[];
        let consumed = row.points - sum(wants);
        for (const want of wants) {
          consumed += want.points;
          want.settle(consumed, Number(row.expire));
        }
      }
    } catch (error) {
      for (const want of batch) want.reject(error);
    }
  }
  asking = false;
}

function count(key: string, seconds: number, points: number) {
  return new Promise<{ consumed: number; expire: number }>((resolve, reject) => {
    waiting.push({
      key,
      seconds,
      points,
      settle: (consumed, expire) => resolve({ consumed, expire }),
      reject,
    });
    // After the caller's other windows have been added.
    if (!asking) queueMicrotask(() => asking || void ask());
  });
}

/** Counts points in PostgreSQL, in the table `rate_limits` (unlogged). */
export function postgresLimiter(name: string, limit: number, seconds: number): Limiter {
  const verdict = (consumed: number, expire: number): Verdict => ({
    allowed: consumed <= limit,
    limit,
    remaining: Math.max(0, limit - consumed),
    resetMs: Math.max(0, expire - Date.now()),
  });
  const rowOf = (key: string) => `${name}:${key}`;
  const known = (key: string): Verdict | undefined => {
    const over = refused.get(rowOf(key));
    return over && over.consumed > limit && over.expire > Date.now()
      ? verdict(over.consumed, over.expire)
      : undefined;
  };
  return {
    seconds,
    known,
    async consume(key, points = 1) {
      const over = known(key);
      if (over) return over;
      const { consumed, expire } = await count(rowOf(key), seconds, points);
      if (consumed > limit) {
        if (refused.size >= KEPT_REFUSALS) refused.clear();
        refused.set(rowOf(key), { consumed, expire });
      }
      return verdict(consumed, expire);
    },
    async giveBack(key, points = 1) {
      await count(rowOf(key), seconds, -points);
    },
    async peek(key) {
      const { rows } = await pool().query<{ points: number; expire: string }>(
        'select points, expire from rate_limits where key = $1 and expire > $2',
        [rowOf(key), Date.now()],
      );
      const row = rows[0];
      if (!row) return { allowed: true, limit, remaining: limit, resetMs: 0 };
      return { ...verdict(row.points, Number(row.expire)), allowed: row.points < limit };
    },
    async reset(key) {
      refused.delete(rowOf(key));
      await pool().query('delete from rate_limits where key = $1', [rowOf(key)]);
    },
  };
}
