import {
  askedScopes,
  type GivenScopes,
  loadKey,
  mustOutrank,
  newSecret,
  presentKey,
  withinOwn,
} from '@/lib/accounts/api-key-store';
import { forgetKey } from '@/lib/accounts/auth-cache';
import { userIdOf } from '@/lib/accounts/person';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { emit } from '@/lib/events/emit';

interface Limits {
  per_minute?: number | null;
  per_hour?: number | null;
}

export interface NewApiKey extends GivenScopes {
  name: string;
  expires_at?: string;
  expires_in_days?: number;
  rate_limit?: Limits;
}

const HOUR_MS = 3600 * 1000;
const target = (id: string) => ({ type: 'api_key', id });

export async function listApiKeys(ctx: Ctx, { limit, offset }: Page) {
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
  const [rows, total] = await Promise.all([
    ctx.db.apiKey.findMany({ orderBy, take: limit, skip: offset }),
    ctx.db.apiKey.count(),
  ]);
  return { apiKeys: rows.map(presentKey), limit, offset, total };
}

export const readApiKey = async (ctx: Ctx, id: string) => presentKey(await loadKey(ctx, id));

function expiry({ expires_at, expires_in_days }: NewApiKey): Date | null {
  if (expires_at && expires_in_days)
    invalid('expires_in_days', 'cannot be given together with expires_at');
  if (expires_in_days) return new Date(Date.now() + expires_in_days * 24 * HOUR_MS);
  if (!expires_at) return null;
  const at = new Date(expires_at);
  if (at.getTime() <= Date.now()) invalid('expires_at', 'must be in the future');
  return at;
}

const limits = (given?: Limits) =>
  given && { limitPerMinute: given.per_minute ?? null, limitPerHour: given.per_hour ?? null };

/** Makes a key; `key` in the answer is its secret, shown this once. */
export async function createApiKey(ctx: Ctx, input: NewApiKey) {
  const scopes = askedScopes(ctx, input) ?? withinOwn(ctx, ['read', 'write']);
  const expiresAt = expiry(input);
  const { key, ...kept } = newSecret();
  const row = await transaction(ctx, async (tx) => {
    const made = await tx.db.apiKey.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        userId: userIdOf(tx),
        name: input.name,
        scopes,
        expiresAt,
        ...limits(input.rate_limit),
        ...kept,
      },
    });
    const data = { name: made.name, scopes };
    await audit(tx, { action: 'api_key.created', target: target(made.id), data });
    await emit(tx, 'api_key.created', { apiKeyId: made.id, ...data });
    return made;
  });
  return { ...presentKey(row), key };
}

/** Changes name, scopes or limits. */
export async function updateApiKey(
  ctx: Ctx,
  id: string,
  input: GivenScopes & { name?: string; rate_limit?: Limits },
) {
  const scopes = askedScopes(ctx, input);
  const row = await transaction(ctx, async (tx) => {
    await mustOutrank(tx, await loadKey(tx, id));
    const data = { name: input.name, scopes, ...limits(input.rate_limit) };
    const changed = await tx.db.apiKey.update({ where: { id }, data });
    await audit(tx, { action: 'api_key.updated', target: target(id), data });
    return changed;
  });
  forgetKey(id);
  return presentKey(row);
}

/** Ends the key's secret and a former one in its grace period, at once. */
export async function deleteApiKey(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { name } = await loadKey(tx, id);
    const gone = await tx.db.apiKey.deleteMany({ where: { id } });
    if (gone.count === 0) fail('NOT_FOUND', 'No such API key.');
    await audit(tx, { action: 'api_key.deleted', target: target(id), data: { name } });
    await emit(tx, 'api_key.deleted', { apiKeyId: id, name });
  });
  forgetKey(id);
}

/** Gives the key a new secret; the former one works `graceHours` more (0: ends at once). */
export async function rotateApiKey(ctx: Ctx, id: string, graceHours: number) {
  const { key, ...kept } = newSecret();
  const row = await transaction(ctx, async (tx) => {
    // Locked: of two rotations at once, the second must see the first one's secret as the former.
    await tx.sql(
      'select 1 from api_keys where organization_id = $1::uuid and id::text = $2::text for update',
      tx.organizationId,
      id,
    );
    const before = await loadKey(tx, id);
    await mustOutrank(tx, before);
    const now = new Date();
    const former =
      graceHours > 0
        ? {
            previousKeyHash: before.keyHash,
            previousExpiresAt: new Date(now.getTime() + graceHours * HOUR_MS),
          }
        : { previousKeyHash: null, previousExpiresAt: null };
    const rotated = await tx.db.apiKey.update({
      where: { id },
      data: { ...kept, ...former, rotatedAt: now },
    });
    const data = { name: before.name, graceHours };
    await audit(tx, { action: 'api_key.rotated', target: target(id), data });
    await emit(tx, 'api_key.rotated', { apiKeyId: id, ...data });
    return rotated;
  });
  forgetKey(id);
  return { ...presentKey(row), key };
}
