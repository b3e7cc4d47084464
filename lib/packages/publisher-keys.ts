import type { PublisherKey } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { publicKeyPem, readPublicKey, verifySignature } from '@/lib/packages/apkg/signature';

export const presentKey = (row: PublisherKey) => ({
  id: row.id,
  name: row.name,
  public_key: row.publicKey,
  revoked_at: row.revokedAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});

export async function findKeys(ctx: Ctx, page: Page) {
  const [rows, total] = await Promise.all([
    ctx.db.publisherKey.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit,
      skip: page.offset,
    }),
    ctx.db.publisherKey.count(),
  ]);
  return { rows, total };
}

/** Registers a public key that packages of the organization may be signed with. */
export async function register(ctx: Ctx, input: { name: string; public_key: string }) {
  const key = readPublicKey(input.public_key);
  if (!key)
    invalid(
      'public_key',
      'must be an Ed25519 public key: PEM, ssh-ed25519, or 32 bytes in base64 or hex',
    );
  const publicKey = publicKeyPem(key);
  return transaction(ctx, async (tx) => {
    if ((await tx.db.publisherKey.count({ where: { publicKey, revokedAt: null } })) > 0)
      fail('CONFLICT', 'This key is registered already.');
    const id = newId();
    const row = await tx.db.publisherKey.create({
      data: { id, organizationId: tx.organizationId, name: input.name, publicKey },
    });
    await audit(tx, {
      action: 'publisher_key.created',
      target: { type: 'publisher_key', id },
      data: { name: row.name },
    });
    return row;
  });
}

/** From now on nothing signed with it is accepted; what was accepted before stays. */
export async function revoke(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const row = isUuid(id) ? await tx.db.publisherKey.findUnique({ where: { id } }) : null;
    if (!row) fail('NOT_FOUND', 'No such publisher key.');
    if (row.revokedAt) return;
    await tx.db.publisherKey.update({ where: { id }, data: { revokedAt: new Date() } });
    await audit(tx, {
      action: 'publisher_key.revoked',
      target: { type: 'publisher_key', id },
      data: { name: row.name },
    });
  });
}

/** The id of the organization's key that made this signature over the file; null for nobody's. */
export async function signerOf(
  ctx: Ctx,
  file: string,
  signature: Uint8Array,
  onlyId?: string,
): Promise<string | null> {
  const keys = await ctx.db.publisherKey.findMany({
    where: { revokedAt: null, id: onlyId },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  for (const key of keys) if (await verifySignature(key.publicKey, file, signature)) return key.id;
  return null;
}
