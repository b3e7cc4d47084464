import { expect, it } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';

it('health says when files cannot be kept, and goes on', async () => {
  const { drop } = await testDatabase();
  const restore = overrideEnv({ FLEETPROMPT_STORAGE: '/dev/null/nowhere' });
  const { status, json } = await call('GET', '/api/health');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    status: 'degraded',
    services: { database: 'connected', storage: 'disconnected' },
    checks: { storage: { status: 'degraded' } },
  });
  restore();
  await drop();
});
