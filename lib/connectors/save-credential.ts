import type { z } from 'zod';
import type { Credential, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type ConnectorType, takes } from '@/lib/connectors/catalog';
import { checkData, merged, secretFields, specOf } from '@/lib/connectors/credential-data';
import { loadCredential } from '@/lib/connectors/credential-store';
import type { CredentialInput, CredentialPatch } from '@/lib/connectors/credentials.contract';
import { hostsOf, loosens } from '@/lib/connectors/hosts';
import { type Fields, openData, sealData } from '@/lib/connectors/sealed';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';

type Patch = z.output<typeof CredentialPatch>;

const MOST = 500;

const expiryOf = ({ expires_at, expiresAt }: Patch): Date | null | undefined => {
  const given = expires_at === undefined ? expiresAt : expires_at;
  return given ? new Date(given) : given === null ? null : undefined;
};

export function createCredential(
  ctx: Ctx,
  input: z.output<typeof CredentialInput>,
): Promise<Credential> {
  const owner = { organizationId: ctx.organizationId, id: newId() };
  const { actor } = ctx;
  return transaction(ctx, async (tx) => {
    const data = merged({}, input.data);
    checkData(input.provider, data);
    if ((await tx.db.credential.count()) >= MOST)
      fail('CONFLICT', `An organization has at most ${MOST} credentials. Delete one first.`);
    const credential = await tx.db.credential.create({
      data: {
        ...owner,
        name: input.name,
        description: input.description ?? '',
        type: input.type,
        provider: input.provider,
        data: sealData(owner, data),
        fields: Object.keys(data).sort(),
        metadata: (input.metadata ?? {}) as Prisma.InputJsonObject,
        expiresAt: expiryOf(input) ?? null,
        createdById: actor.kind === 'user' ? actor.id : actor.kind === 'key' ? actor.userId : null,
      },
    });
    await told(tx, credential, 'credential.created');
    return credential;
  });
}

/** Changes what is given. Where the secret may be sent can only be widened by who has the secret. */
export function updateCredential(ctx: Ctx, id: string, patch: Patch): Promise<Credential> {
  return transaction(ctx, async (tx) => {
    const row = await lock(tx, id);
    const before = openData(row);
    const provider = patch.provider ?? row.provider;
    if (provider !== row.provider) await refuseWhileUsed(tx, row, 'Its provider can not change');
    const data = merged(before, patch.data ?? {});
    const metadata = patch.metadata ?? row.metadata;
    checkData(provider, data, resent(row, before, patch, { provider, data, metadata }));
    const changed = JSON.stringify(data) !== JSON.stringify(before);
    const credential = await tx.db.credential.update({
      where: { id },
      data: {
        name: patch.name,
        description: patch.description,
        type: patch.type,
        provider: patch.provider,
        metadata: patch.metadata as Prisma.InputJsonObject | undefined,
        expiresAt: expiryOf(patch),
        ...(changed && { data: sealData(row, data), fields: Object.keys(data).sort() }),
      },
    });
    await told(tx, credential, 'credential.updated', { secret_changed: changed });
    return credential;
  });
}

/** Secret fields that must be given again, because the change sends the others somewhere new. */
function resent(
  row: Credential,
  before: Fields,
  patch: Patch,
  after: { provider: string; data: Fields; metadata: unknown },
): Record<string, string> {
  const moved =
    loosens(
      hostsOf(row.metadata, specOf(row.provider)),
      hostsOf(after.metadata, specOf(after.provider)),
    ) ||
    (row.provider === 'smtp' &&
      (before.host !== after.data.host || Number(before.port) !== Number(after.data.port)));
  if (!moved) return {};
  const missing = secretFields(row.provider, Object.keys(before)).filter(
    (name) => name in after.data && patch.data?.[name] === undefined,
  );
  return Object.fromEntries(
    missing.map((name) => [`data.${name}`, 'is required again, because it may now go elsewhere']),
  );
}

export function deleteCredential(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lock(tx, id);
    await refuseWhileUsed(tx, row, 'It can not be deleted');
    await told(tx, row, 'credential.deleted');
    await tx.db.credential.delete({ where: { id } });
  });
}

/** The row, locked: a connector that takes it at the same moment waits for the outcome. */
async function lock(tx: TxCtx, id: string): Promise<Credential> {
  const { id: known } = await loadCredential(tx, id);
  await tx.sql(
    'SELECT 1 FROM credentials WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
    tx.organizationId,
    known,
  );
  return loadCredential(tx, known);
}

async function refuseWhileUsed(tx: TxCtx, row: Credential, what: string): Promise<void> {
  const connectors = await tx.db.connector.findMany({
    where: { credentialId: row.id },
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
    take: 100,
  });
  if (connectors.length === 0) return;
  const names = connectors.slice(0, 5).map((it) => `"${it.name}"`);
  const more = connectors.length > 5 ? ' and others' : '';
  fail('CONFLICT', `${what} while connectors use it: ${names.join(', ')}${more}.`, {
    details: { connectors },
  });
}

async function told(
  tx: TxCtx,
  { id, name, provider }: Credential,
  action: 'credential.created' | 'credential.updated' | 'credential.deleted',
  more: Record<string, unknown> = {},
): Promise<void> {
  const data = { name, provider, ...more };
  await audit(tx, { action, target: { type: 'credential', id }, data });
  await emit(tx, action, { credentialId: id, ...data });
}

/** For connectors: the credential that they name, locked against deletion; 400 when there is none. */
export async function credentialFor(
  tx: TxCtx,
  id: string,
  type: ConnectorType,
): Promise<Credential> {
  const row = await loadCredential(tx, id).catch(() => null);
  if (!row) invalid('credentialId', 'is no credential of this organization');
  await tx.sql(
    'SELECT 1 FROM credentials WHERE organization_id = $1::uuid AND id = $2::uuid FOR SHARE',
    tx.organizationId,
    row.id,
  );
  if (!takes(type, row.provider))
    invalid('credentialId', `is a credential of ${row.provider}; this needs one of ${type}`);
  return row;
}
