import type { Credential, Prisma } from '@/generated/prisma/client';
import type { CredentialView } from '@/lib/connectors/credentials.contract';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';

/** How long before its end a credential is told about. */
export const WARN_DAYS = 14;

/** The credential, or 404: another organization's is answered like one that does not exist. */
export async function loadCredential(ctx: Ctx, id: string): Promise<Credential> {
  const row = isUuid(id) ? await ctx.db.credential.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such credential.');
}

/** `Slack Bot Token` is `slack_bot_token`: a name that an expression can hold. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(?=\d)/, '_');

/**
 * The credentials that an id, a name or a slug may mean. Names need not be unique: more than one is
 * for the caller to refuse.
 */
export async function namedCredentials(ctx: Ctx, given: string): Promise<Credential[]> {
  if (isUuid(given)) {
    const row = await ctx.db.credential.findUnique({ where: { id: given } });
    return row ? [row] : [];
  }
  const exact = await ctx.db.credential.findMany({ where: { name: given }, take: 2 });
  if (exact.length > 0) return exact;
  // Slugs are made of names, and there are 500 at most.
  const names = await ctx.db.credential.findMany({ select: { id: true, name: true } });
  const ids = names.filter((it) => slugOf(it.name) === given.toLowerCase()).map((it) => it.id);
  return ids.length > 0 ? ctx.db.credential.findMany({ where: { id: { in: ids } }, take: 2 }) : [];
}

type Listed = Credential & { connectors: { id: string; name: string }[] };

const withConnectors = {
  include: {
    connectors: { select: { id: true, name: true }, orderBy: { createdAt: 'asc' }, take: 100 },
  },
} as const satisfies Pick<Prisma.CredentialFindManyArgs, 'include'>;

export async function findCredentials(
  ctx: Ctx,
  query: Page & { provider?: string; search?: string },
): Promise<{ credentials: CredentialView[]; total: number }> {
  const where: Prisma.CredentialWhereInput = {
    provider: query.provider?.toLowerCase(),
    name: query.search ? { contains: query.search, mode: 'insensitive' } : undefined,
  };
  const [rows, total] = await Promise.all([
    ctx.db.credential.findMany({
      where,
      ...withConnectors,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.credential.count({ where }),
  ]);
  return { credentials: rows.map((row) => present(row)), total };
}

export async function readCredential(ctx: Ctx, id: string): Promise<CredentialView> {
  await loadCredential(ctx, id);
  const row = await ctx.db.credential.findUnique({ where: { id }, ...withConnectors });
  return row ? present(row) : fail('NOT_FOUND', 'No such credential.');
}

/** Each use of the last 90 days, newest first. */
export async function findUses(ctx: Ctx, id: string, { limit, offset }: Page) {
  const { id: credentialId } = await loadCredential(ctx, id);
  const where = { credentialId };
  const [rows, total] = await Promise.all([
    ctx.db.credentialUse.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit,
      skip: offset,
    }),
    ctx.db.credentialUse.count({ where }),
  ]);
  const data = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    connector_id: row.connectorId,
    used_by: { type: row.usedByType, id: row.usedById },
    actor: { kind: row.actorKind, id: row.actorId },
  }));
  return { data, limit, offset, total };
}

function statusOf(expiresAt: Date | null, now = Date.now()): CredentialView['status'] {
  if (!expiresAt) return 'active';
  if (expiresAt.getTime() <= now) return 'expired';
  return expiresAt.getTime() - now <= WARN_DAYS * 86_400_000 ? 'expiring' : 'active';
}

function present(row: Listed): CredentialView {
  return {
    id: row.id,
    name: row.name,
    slug: slugOf(row.name),
    description: row.description,
    type: row.type as CredentialView['type'],
    provider: row.provider,
    fields: row.fields,
    metadata: row.metadata as Record<string, unknown>,
    status: statusOf(row.expiresAt),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    uses: Number(row.uses),
    connectors: row.connectors,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
