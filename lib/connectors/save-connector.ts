import type { z } from 'zod';
import type { Connector, Credential, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { CATALOG, type ConnectorType } from '@/lib/connectors/catalog';
import { loadConnector } from '@/lib/connectors/connector-store';
import type { ConnectorInput, ConnectorPatch } from '@/lib/connectors/contract';
import { specOf } from '@/lib/connectors/credential-data';
import { hostsOf } from '@/lib/connectors/hosts';
import { parseOr400 } from '@/lib/connectors/problems';
import { credentialFor } from '@/lib/connectors/save-credential';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { checkUrl } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { checkAllowedHosts } from '@/lib/core/egress/exchange';
import { parseUrl } from '@/lib/core/egress/place';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';

const MOST = 500;

/** The config as its type has it, and an address that the credential may be sent to. */
function configOf(type: ConnectorType, given: unknown, credential: Credential | null) {
  const config = parseOr400(CATALOG[type].config, given ?? {}, 'config');
  const address = (['baseUrl', 'url'] as const).find((key) => Object.hasOwn(config, key));
  if (address !== undefined) {
    const url = (config as Record<string, string>)[address] as string;
    const spec = credential ? specOf(credential.provider) : CATALOG[type].credential;
    try {
      checkUrl(url);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      invalid(`config.${address}`, `is refused: ${error.message.replace(/\.$/, '')}`);
    }
    try {
      checkAllowedHosts(parseUrl(url).place, hostsOf(credential?.metadata, spec));
    } catch {
      invalid(`config.${address}`, 'is not among the hosts that its credential may be sent to');
    }
  }
  return config as Prisma.InputJsonObject;
}

async function credentialOf(tx: TxCtx, type: ConnectorType, id: string | null | undefined) {
  if (id) return credentialFor(tx, id, type);
  if (!CATALOG[type].credential.optional) invalid('credentialId', 'is required');
  return null;
}

export function createConnector(
  ctx: Ctx,
  input: z.output<typeof ConnectorInput>,
): Promise<Connector> {
  const { actor } = ctx;
  return transaction(ctx, async (tx) => {
    const credential = await credentialOf(tx, input.type, input.credentialId);
    const config = configOf(input.type, input.config, credential);
    if ((await tx.db.connector.count()) >= MOST)
      fail('CONFLICT', `An organization has at most ${MOST} connectors. Delete one first.`);
    const connector = await tx.db.connector.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        name: input.name,
        type: input.type,
        credentialId: credential?.id ?? null,
        config,
        createdById: actor.kind === 'user' ? actor.id : actor.kind === 'key' ? actor.userId : null,
      },
    });
    await told(tx, connector, 'connector.created');
    return connector;
  });
}

/** Changes what is given. What a former test found says nothing about a new way. */
export function updateConnector(
  ctx: Ctx,
  id: string,
  patch: z.output<typeof ConnectorPatch>,
): Promise<Connector> {
  return transaction(ctx, async (tx) => {
    const before = await loadConnector(tx, id);
    const type = before.type as ConnectorType;
    const moved = patch.credentialId !== undefined || patch.config !== undefined;
    const wanted = patch.credentialId === undefined ? before.credentialId : patch.credentialId;
    const credential = moved ? await credentialOf(tx, type, wanted) : null;
    const connector = await tx.db.connector.update({
      where: { id },
      data: {
        name: patch.name,
        ...(moved && {
          credentialId: credential?.id ?? null,
          config: configOf(type, patch.config ?? before.config, credential),
          lastTestedAt: null,
          lastTestOk: null,
          lastTestMessage: null,
          tools: DB_NULL,
          toolsAt: null,
        }),
      },
    });
    await told(tx, connector, 'connector.updated');
    return connector;
  });
}

export function deleteConnector(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const connector = await loadConnector(tx, id);
    await told(tx, connector, 'connector.deleted');
    await tx.db.connector.delete({ where: { id } });
  });
}

async function told(
  tx: TxCtx,
  { id, name, type, credentialId }: Connector,
  action: 'connector.created' | 'connector.updated' | 'connector.deleted',
): Promise<void> {
  const data = { name, type, credentialId };
  await audit(tx, { action, target: { type: 'connector', id }, data });
  await emit(tx, action, { connectorId: id, ...data });
}
