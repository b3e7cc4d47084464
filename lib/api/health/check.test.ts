import { expect, it } from 'vitest';
import { closePool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';

it('health follows the database: 503 with its checks when it is out, 200 when it is back', async () => {
  const { drop, url } = await testDatabase();
  const restore = overrideEnv({
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
  });
  await closePool();
  for (const path of ['/api/health', '/api/health/ready', '/api/v1/health']) {
    // A key cannot be looked up now; the probe must answer all the same.
    const out = await call('GET', path, { headers: { 'x-api-key': 'fp_whatever' } });
    expect(out.status).toBe(503);
    expect(out.json).toMatchObject({
      status: 'unhealthy',
      services: { database: 'disconnected', storage: 'connected', auth: 'unavailable' },
      checks: { database: { status: 'unhealthy' }, temporal: { status: 'unhealthy' } },
    });
  }
  expect((await call('GET', '/api/health/live')).status).toBe(200);
  const refused = await call('GET', '/api/v1/agents', { headers: { 'x-api-key': 'fp_whatever' } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  restore();
  overrideEnv({ LOG_LEVEL: 'silent', DATABASE_URL: url });
  await closePool();
  let back = await call('GET', '/api/health');
  // What was seen stays trusted for half a second.
  while (back.status === 503) back = await call('GET', '/api/health');
  expect(back.json).toMatchObject({
    checks: {
      database: { status: 'healthy', message: 'Connected' },
      worker: { status: 'degraded' },
    },
  });
  await drop();
});
