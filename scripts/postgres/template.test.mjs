import { expect, test } from 'vitest';
import { quote, withConnection, withDatabase } from './sql.mjs';

const adminUrl = process.env.TEST_DATABASE_URL;

test('a database copied from the template has every migration applied', async () => {
  const name = `fleetprompt_copy_${process.pid}`;
  await withConnection(adminUrl, async (query) => {
    await query(`CREATE DATABASE ${quote(name)} TEMPLATE ${quote(process.env.TEST_TEMPLATE)}`);
    try {
      const rows = await withConnection(withDatabase(adminUrl, name), (run) =>
        run('SELECT finished_at IS NOT NULL AS done FROM _prisma_migrations'),
      );
      expect(rows.every((row) => row.done)).toBe(true);
    } finally {
      await query(`DROP DATABASE ${quote(name)} WITH (FORCE)`);
    }
  });
});

test('nobody can write into the template itself', async () => {
  const url = withDatabase(adminUrl, process.env.TEST_TEMPLATE);
  await expect(withConnection(url, (query) => query('SELECT 1'))).rejects.toThrow(
    /not currently accepting connections/,
  );
});
