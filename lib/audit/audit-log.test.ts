import { afterAll, beforeAll, expect, test } from 'vitest';
import { create } from '@/lib/agents/save';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

test('a change over the API is in the audit log with its actor, target and request', async () => {
  const { organization, owner } = await makeOrganization();
  const key = await makeApiKey(organization.id, owner.id);
  const made = await call('POST', '/api/v1/agents', {
    headers: { ...key.headers, 'x-request-id': 'audit-test-1' },
    body: { name: 'Audited' },
  });
  const { id } = made.json as { id: string };
  const log = await call('GET', `/api/audit-log?target_id=${id}`, {
    headers: key.headers,
  });
  expect(log.json).toMatchObject({
    total: 1,
    data: [
      {
        action: 'agent.created',
        actor: { kind: 'key', id: key.id },
        target: { type: 'agent', id },
        request_id: 'audit-test-1',
      },
    ],
  });
});

test('members who are not admins may not read it', async () => {
  const { organization } = await makeOrganization();
  const member = await makeMember(organization.id, 'member');
  const refused = await call('GET', '/api/audit-log', { headers: member.headers });
  expect(refused.status).toBe(403);
});

test('a change that failed leaves no entry', async () => {
  const { ctx } = await makeOrganization();
  const before = await ctx.db.auditEntry.count();
  await expect(
    create(ctx, { name: 'Broken', skill_ids: ['018f0000-0000-7000-8000-000000000000'] }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await ctx.db.auditEntry.count()).toBe(before);
});
