import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createApiKey,
  deleteApiKey,
  listApiKeys,
  readApiKey,
  rotateApiKey,
  updateApiKey,
} from '@/lib/accounts/api-keys';
import { authenticate } from '@/lib/accounts/authenticate';
import { pool } from '@/lib/core/db/pool';
import { testDatabase } from '@/lib/testing/db';
import { ctxOf, makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const works = (key: string) =>
  authenticate(new Headers(bearer(key)), { mount: 'v1' }).then(
    (found) => found !== null,
    () => false,
  );

describe('a new key', () => {
  it('is shown once, kept as a hash, and gets read and write', async () => {
    const { ctx } = await makeOrganization();
    const made = await createApiKey(ctx, { name: 'Development Key' });
    expect(made.key).toMatch(/^fp_[\w-]{43}$/);
    expect(made.key_preview).toBe(`${made.key.slice(0, 11)}…`);
    expect(made.scopes).toEqual(['*:read', '*:write', '*:execute']);
    const { rows } = await pool().query('select k::text as t from api_keys k where id = $1', [
      made.id,
    ]);
    expect(rows[0].t).not.toContain(made.key);
    const { key: _, ...shown } = made;
    expect(await readApiKey(ctx, made.id)).toEqual(shown);
    const { rows: told } = await pool().query(
      `select data::text as t from audit_entries union all select data::text from events`,
    );
    for (const { t } of told) expect(t).not.toContain(made.key);
  });

  it('takes scopes, permissions, an expiry and its own limits', async () => {
    const { ctx } = await makeOrganization();
    const all = await createApiKey(ctx, { name: 'All', permissions: { admin: true } });
    expect(all.scopes).toEqual(['*:*']);
    const some = await createApiKey(ctx, {
      name: 'Some',
      scopes: ['agents:execute', 'read'],
      expires_in_days: 1,
      rate_limit: { per_minute: 5 },
    });
    expect(some.scopes).toEqual(['agents:execute', '*:read']);
    expect(some.rate_limit).toEqual({ per_minute: 5, per_hour: null });
    expect(new Date(some.expires_at as string).getTime()).toBeGreaterThan(Date.now() + 86_000_000);
  });

  it('is refused with an unknown scope, a past expiry or two answers to one question', async () => {
    const { ctx } = await makeOrganization();
    for (const wrong of [
      { scopes: ['rockets:read'] },
      { expires_at: '2020-01-01T00:00:00Z' },
      { expires_at: '2099-01-01T00:00:00Z', expires_in_days: 1 },
      { scopes: ['read'], permissions: { read: true } },
      { permissions: { admin: false } },
    ])
      await expect(createApiKey(ctx, { name: 'Wrong', ...wrong })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    expect((await listApiKeys(ctx, { limit: 100, offset: 0 })).total).toBe(0);
  });

  it('never grants more than its maker has, a key as maker included', async () => {
    const { ctx, organization, owner } = await makeOrganization();
    const narrow = await createApiKey(ctx, {
      name: 'Narrow',
      scopes: ['api_keys:admin', 'agents:read'],
    });
    const byKey = await ctxOf(bearer(narrow.key));
    for (const scopes of [['admin'], ['agents:write'], undefined])
      await expect(createApiKey(byKey, { name: 'More', scopes })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    expect((await createApiKey(byKey, { name: 'Same', scopes: ['agents:read'] })).user_id).toBe(
      owner.id,
    );
    const all = await makeApiKey(organization.id, owner.id);
    await expect(rotateApiKey(byKey, all.id, 24)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(updateApiKey(byKey, narrow.id, { scopes: ['admin'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('follows its maker when the role falls', async () => {
    const { organization } = await makeOrganization();
    const admin = await makeMember(organization.id, 'admin');
    const made = await createApiKey(admin.ctx, { name: 'All', scopes: ['admin'] });
    expect((await ctxOf(bearer(made.key))).scopes).toEqual(['*:*']);
    await pool().query(`update members set role = 'viewer' where user_id = $1`, [admin.user.id]);
    await expect
      .poll(async () => (await ctxOf(bearer(made.key))).scopes, { timeout: 1000 })
      .toEqual(['*:read']);
  });
});

describe('a rotated key', () => {
  it('keeps its id, and its former secret for the grace period only', async () => {
    const { ctx } = await makeOrganization();
    const made = await createApiKey(ctx, { name: 'Key' });
    const rotated = await rotateApiKey(ctx, made.id, 24);
    expect(rotated.id).toBe(made.id);
    expect(rotated.rotated_at).not.toBeNull();
    expect([await works(made.key), await works(rotated.key)]).toEqual([true, true]);
    await pool().query('update api_keys set previous_expires_at = now() where id = $1', [made.id]);
    await expect.poll(() => works(made.key), { timeout: 1000 }).toBe(false);
    expect(await works(rotated.key)).toBe(true);
  });

  it('without grace ends the former secret at once', async () => {
    const { ctx } = await makeOrganization();
    const made = await createApiKey(ctx, { name: 'Key' });
    expect(await works(made.key)).toBe(true);
    const rotated = await rotateApiKey(ctx, made.id, 0);
    expect([await works(made.key), await works(rotated.key)]).toEqual([false, true]);
  });

  it('twice leaves two secrets; by an admin it cannot be an owner’s key', async () => {
    const { ctx, organization } = await makeOrganization();
    const made = await createApiKey(ctx, { name: 'Key' });
    const [a, b] = await Promise.all([
      rotateApiKey(ctx, made.id, 24),
      rotateApiKey(ctx, made.id, 24),
    ]);
    expect([await works(made.key), await works(a.key), await works(b.key)]).toEqual([
      false,
      true,
      true,
    ]);
    const admin = await makeMember(organization.id, 'admin');
    await expect(rotateApiKey(admin.ctx, made.id, 0)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a deleted key', () => {
  it('ends both secrets at once, and is gone for good', async () => {
    const { ctx } = await makeOrganization();
    const made = await createApiKey(ctx, { name: 'Key' });
    const rotated = await rotateApiKey(ctx, made.id, 24);
    expect([await works(made.key), await works(rotated.key)]).toEqual([true, true]);
    await deleteApiKey(ctx, made.id);
    expect([await works(made.key), await works(rotated.key)]).toEqual([false, false]);
    await expect(deleteApiKey(ctx, made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('elsewhere stops working here within a second', async () => {
    const { ctx } = await makeOrganization();
    const { key, id } = await createApiKey(ctx, { name: 'Key' });
    expect(await works(key)).toBe(true);
    await pool().query('delete from api_keys where id = $1', [id]);
    await expect.poll(() => works(key), { timeout: 1000 }).toBe(false);
  });
});

describe('another organization’s key', () => {
  it('is answered like one that does not exist', async () => {
    const { id } = await createApiKey((await makeOrganization()).ctx, { name: 'Theirs' });
    const { ctx } = await makeOrganization();
    for (const given of [id, crypto.randomUUID(), 'rubbish'])
      for (const deed of [
        () => readApiKey(ctx, given),
        () => updateApiKey(ctx, given, { name: 'Mine' }),
        () => rotateApiKey(ctx, given, 0),
        () => deleteApiKey(ctx, given),
      ])
        await expect(deed()).rejects.toMatchObject({
          code: 'NOT_FOUND',
          message: 'No such API key.',
        });
  });
});
