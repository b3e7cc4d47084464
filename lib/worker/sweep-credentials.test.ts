import { afterAll, beforeAll, expect, test } from 'vitest';
import { WARN_DAYS } from '@/lib/connectors/credential-store';
import { pool } from '@/lib/core/db/pool';
import { newId } from '@/lib/core/ids';
import { setupQueues } from '@/lib/queue/setup';
import { testDatabase } from '@/lib/testing/db';
import { makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { makeCredential } from '@/lib/testing/factories/connector-resources';
import { handlers } from '@/lib/worker/registry';
import { sweepExpiring } from '@/lib/worker/sweep-credentials';

let drop: () => Promise<void>;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  await setupQueues(handlers.map((it) => it.kind));
});
afterAll(() => drop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

async function mails(organizationId: string): Promise<string[]> {
  const { rows } = await pool().query<{ to: string }>(
    `SELECT data->'payload'->>'to' AS to FROM pgboss.job
     WHERE name = 'connectors.mail' AND data->>'organizationId' = $1 ORDER BY 1`,
    [organizationId],
  );
  return rows.map((it) => it.to);
}

test('owners and admins are told once of each end that is near; a new end is told again', async () => {
  const { ctx, organization, owner } = await makeOrganization();
  const admin = await makeMember(organization.id, 'admin');
  await makeMember(organization.id, 'member');
  const data = { authType: 'bearer', token: 'x12345' };
  const id = await makeCredential(ctx, { name: 'Near', data, expiresAt: inDays(WARN_DAYS - 1) });
  await makeCredential(ctx, { name: 'Far', data, expiresAt: inDays(WARN_DAYS + 2) });
  await makeCredential(ctx, { name: 'Never', data });

  await Promise.all([sweepExpiring(), sweepExpiring()]);
  await sweepExpiring();
  const told = () => ctx.db.event.findMany({ where: { type: 'credential.expiring' } });
  expect((await told()).map((it) => it.data)).toMatchObject([{ credentialId: id, name: 'Near' }]);
  expect(await mails(organization.id)).toEqual([owner.email, admin.user.email].sort());

  await ctx.db.credential.update({ where: { id }, data: { expiresAt: inDays(3) } });
  await sweepExpiring();
  expect(await told()).toHaveLength(2);
});

test('uses are forgotten after 90 days, and not before', async () => {
  const { ctx, organization } = await makeOrganization();
  const use = (at: Date) => ({
    id: newId(),
    organizationId: organization.id,
    credentialId: newId(),
    action: 'http.request',
    usedByType: 'execution',
    usedById: 'x',
    actorKind: 'system',
    actorId: 'x',
    at,
  });
  await ctx.db.credentialUse.createMany({ data: [use(inDays(-91)), use(inDays(-89))] });
  await sweepExpiring();
  expect(await ctx.db.credentialUse.count()).toBe(1);
});
