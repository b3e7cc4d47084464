import { expect, it } from 'vitest';
import { call } from '@/lib/testing/client';
import { twoTenants } from '@/lib/testing/graphql';

const here = twoTenants();
const YEAR_0 = '0000-01-01T00:00:00Z';

it.each([
  ['GET', '/api/v1/executions', { query: { created_before: YEAR_0 } }],
  ['GET', '/api/v1/workflow-runs', { query: { created_after: YEAR_0 } }],
  ['GET', '/api/events', { query: { start_time: YEAR_0 } }],
  ['POST', '/api/jobs/schedule', { body: { task_type: 'daily-cleanup', schedule_at: YEAR_0 } }],
] as const)('%s %s refuses a year that PostgreSQL does not know', async (method, path, asked) => {
  const answer = await call(method, path, { ...asked, headers: here.headers });
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({
    code: 'BAD_REQUEST',
    error: expect.stringContaining('years'),
  });
});
