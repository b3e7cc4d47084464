import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { forgetClients } from '@/lib/core/context';
import { closePool } from '@/lib/core/db/pool';
import { closeSystemDb } from '@/lib/core/db/system';
import { overrideEnv } from '@/lib/core/env';
import { closeSender } from '@/lib/queue/boss';

/**
 * Gives this test file a database of its own, copied from the migrated template, and points the process at it.
 * Call in `beforeAll`; the returned function drops it again (`afterAll`).
 */
export async function testDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = process.env.TEST_DATABASE_URL;
  const template = process.env.TEST_TEMPLATE;
  if (!admin || !template) throw new Error('Run tests with `npm test` or `npx vitest`.');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await run(admin, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const at = new URL(admin);
  at.pathname = `/${name}`;
  const url = at.toString();
  const restore = overrideEnv({ DATABASE_URL: url });
  return {
    url,
    drop: async () => {
      await closeSender();
      await closeSystemDb();
      await closePool();
      forgetClients();
      restore();
      await run(admin, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
