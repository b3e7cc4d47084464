import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepAccounts } from '@/lib/accounts/sweep';
import { pool } from '@/lib/core/db/pool';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

it('sessions that ended a month ago go, with their refresh tokens; others stay', async () => {
  const [over, ended, live, recent] = await Promise.all([1, 2, 3, 4].map(() => makeOrganization()));
  const id = (home: typeof over) => home?.session.sessionId as string;
  const set = (what: string, of: typeof over) =>
    pool().query(`update sessions set ${what} where id = $1`, [id(of)]);
  await set(`expires_at = now() - interval '31 days'`, over);
  await set(`revoked_at = now() - interval '31 days'`, ended);
  await set(`revoked_at = now() - interval '1 day'`, recent);
  await sweepAccounts();
  for (const table of ['sessions s', 'refresh_tokens s']) {
    const column = table.startsWith('sessions') ? 'id' : 'session_id';
    const { rows } = await pool().query(`select ${column} as id from ${table}`);
    expect(rows.map((r) => r.id).sort()).toEqual([id(live), id(recent)].sort());
  }
});
