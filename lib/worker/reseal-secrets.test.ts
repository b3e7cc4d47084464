import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openData } from '@/lib/connectors/sealed';
import { pool } from '@/lib/core/db/pool';
import { env, overrideEnv } from '@/lib/core/env';
import { testDatabase } from '@/lib/testing/db';
import { makeCredential } from '@/lib/testing/factories/connector-resources';
import { type FullTenant, makeTenant } from '@/lib/testing/two-tenants';
import { secretsOf } from '@/lib/webhooks/sealed';
import { resealAll } from '@/lib/worker/reseal-secrets';
import { NOT_RESEALED, SEALED_COLUMNS } from '@/lib/worker/sealed-columns';

let drop: () => Promise<void>;
let tenant: FullTenant;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  tenant = await makeTenant('amber');
});
afterAll(() => drop());

/** How many rows of every sealed column are sealed with which key. */
async function keysInUse(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, column } of SEALED_COLUMNS) {
    const { rows } = await pool().query<{ sealed: Buffer }>(
      `SELECT ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    for (const { sealed } of rows) {
      const id = sealed.subarray(1, 1 + (sealed[0] ?? 0)).toString();
      counts[id] = (counts[id] ?? 0) + 1;
    }
  }
  return counts;
}

test('every column of bytes is sealed anew, or said to need none', async () => {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea'`,
  );
  const known = [...SEALED_COLUMNS.map((it) => `${it.table}.${it.column}`), ...NOT_RESEALED];
  expect(rows.map((it) => it.name).sort()).toEqual([...known].sort());
});

test('after a rotation everything opens with the new key alone, and a second pass does nothing', async () => {
  const { ctx } = tenant;
  const id = await makeCredential(ctx, { data: { authType: 'bearer', token: 'kept-through-it' } });
  const old = env().ENCRYPTION_KEY;
  const fresh = randomBytes(32).toString('base64');
  const before = await keysInUse();
  expect(Object.keys(before)).toEqual(['k1']);
  expect(before.k1).toBeGreaterThanOrEqual(4);

  overrideEnv({ ENCRYPTION_KEY: `2026b:${fresh},k1:${old}` });
  const read = () => ctx.db.credential.findUniqueOrThrow({ where: { id } });
  const unchanged = (await read()).updatedAt;
  expect(await resealAll()).toEqual({ sealed: before.k1, failed: 0 });
  expect(await keysInUse()).toEqual({ '2026b': before.k1 });
  expect(await resealAll()).toEqual({ sealed: 0, failed: 0 });

  overrideEnv({ ENCRYPTION_KEY: `2026b:${fresh}` });
  const row = await read();
  expect(openData(row)).toEqual({ authType: 'bearer', token: 'kept-through-it' });
  expect(row.updatedAt).toEqual(unchanged);
  const webhook = await ctx.db.webhook.findFirstOrThrow({});
  expect(secretsOf(webhook, new Date())[0]).toMatch(/^whsec_amber/);
});

test('a secret that no key opens is left alone and does not stop the others', async () => {
  const { ctx } = tenant;
  const before = env().ENCRYPTION_KEY;
  const id = await makeCredential(ctx, { data: { authType: 'bearer', token: 'lost' } });
  const lost = await ctx.db.credential.findUniqueOrThrow({ where: { id } });
  overrideEnv({ ENCRYPTION_KEY: `2027:${randomBytes(32).toString('base64')},${before}` });
  await ctx.db.credential.update({
    where: { id },
    data: { data: new Uint8Array(lost.data).fill(7, -4) },
  });
  const { failed, sealed } = await resealAll();
  expect(failed).toBe(1);
  expect(sealed).toBeGreaterThanOrEqual(4);
});
