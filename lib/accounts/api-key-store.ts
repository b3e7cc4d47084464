import { intersectScopes, withinScopes } from '@/lib/accounts/intersect-scopes';
import { isKnownScope } from '@/lib/accounts/scope-names';
import type { Ctx } from '@/lib/core/context';
import { randomToken, sha256 } from '@/lib/core/crypto';
import { fail, invalid } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { expandScopes, ROLE_SCOPES, type Role } from '@/lib/core/scopes';

export type KeyRow = NonNullable<Awaited<ReturnType<Ctx['db']['apiKey']['findUnique']>>>;

export interface GivenScopes {
  scopes?: string[];
  permissions?: { read?: boolean; write?: boolean; admin?: boolean };
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** A key as the API shows it: never its secret or hash. */
export const presentKey = (row: KeyRow) => ({
  id: row.id,
  name: row.name,
  key_preview: row.keyPreview,
  scopes: row.scopes,
  rate_limit:
    row.limitPerMinute === null && row.limitPerHour === null
      ? null
      : { per_minute: row.limitPerMinute, per_hour: row.limitPerHour },
  user_id: row.userId,
  last_used_at: iso(row.lastUsedAt),
  expires_at: iso(row.expiresAt),
  previous_expires_at: iso(row.previousExpiresAt),
  rotated_at: iso(row.rotatedAt),
  created_at: row.createdAt.toISOString(),
});

export async function loadKey(ctx: Ctx, id: string): Promise<KeyRow> {
  const row = isUuid(id) ? await ctx.db.apiKey.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such API key.');
}

/** A new secret with what is kept of it. */
export function newSecret() {
  const key = `fp_${randomToken(32)}`;
  return { key, keyHash: sha256(key), keyPreview: `${key.slice(0, 11)}…` };
}

/**
 * The canonical scopes that were asked for; undefined when none were. Throws VALIDATION_FAILED for an
 * unknown one and FORBIDDEN for more than the caller has.
 */
export function askedScopes(ctx: Ctx, { scopes, permissions }: GivenScopes): string[] | undefined {
  if (scopes && permissions) invalid('permissions', 'cannot be given together with scopes');
  const asked =
    scopes ??
    (permissions && (['read', 'write', 'admin'] as const).filter((name) => permissions[name]));
  if (!asked) return undefined;
  if (asked.length === 0) invalid('permissions', 'must grant something');
  const unknown = asked.find((scope) => !isKnownScope(scope));
  if (unknown) invalid('scopes', `unknown scope ${unknown}`);
  return withinOwn(ctx, asked);
}

/** A key never grants more than its maker has. */
export function withinOwn(ctx: Ctx, scopes: readonly string[]): string[] {
  if (!withinScopes(scopes, ctx.scopes))
    fail('FORBIDDEN', 'A key cannot have scopes that you do not have.', {
      details: { your_scopes: ctx.scopes },
    });
  return expandScopes(scopes);
}

/**
 * Whoever changes or rotates a key gets or shapes its power, so must have all of it; a key of an owner
 * only an owner touches. A key whose maker left has no power.
 */
export async function mustOutrank(ctx: Ctx, key: KeyRow): Promise<void> {
  const maker = await ctx.db.member.findFirst({ where: { userId: key.userId } });
  const role = maker?.role as Role | undefined;
  if (!role) return;
  const power = intersectScopes(key.scopes, ROLE_SCOPES[role]);
  const allowed =
    withinScopes(power, ctx.scopes) && (role !== 'owner' || ctx.actor.role === 'owner');
  if (!allowed)
    fail('FORBIDDEN', 'This key can do more than you. Its maker or an owner can change it.');
}
