import type { Connector, Credential } from '@/generated/prisma/client';
import { type ConnectorType, connectorType, takes } from '@/lib/connectors/catalog';
import type { ConnectorSpec } from '@/lib/connectors/catalog/declare';
import { namedCredentials } from '@/lib/connectors/credential-store';
import { refuse } from '@/lib/connectors/error';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';

/** How a step names what it wants to use. Ids may be names. */
export interface Wanted {
  connectorId?: string;
  connectorType?: string;
  credentialId?: string;
}

export interface Resolved {
  type: ConnectorType;
  spec: ConnectorSpec;
  connector: Connector | null;
  credential: Credential | null;
}

const quoted = (text: string) => `"${text.slice(0, 100)}"`;

async function connectorNamed(ctx: Ctx, given: string): Promise<Connector> {
  const where = isUuid(given) ? { id: given } : { name: given };
  const rows = await ctx.db.connector.findMany({ where, take: 2 });
  const [row] = rows;
  if (!row) refuse('CONNECTOR_NOT_FOUND', `There is no connector ${quoted(given)}.`);
  if (rows.length > 1)
    refuse('CONNECTOR_AMBIGUOUS', `Several connectors are named ${quoted(given)}: use the id.`);
  return row;
}

/** The one credential that an id, a name or a slug means. Throws a ConnectorError. */
export async function credentialNamed(ctx: Ctx, given: string): Promise<Credential> {
  const rows = await namedCredentials(ctx, given);
  const [row] = rows;
  if (!row) refuse('CREDENTIAL_NOT_FOUND', `There is no credential ${quoted(given)}.`);
  if (rows.length > 1)
    refuse('CREDENTIAL_AMBIGUOUS', `Several credentials are named ${quoted(given)}: use the id.`);
  return row;
}

/** Without a name: the only one that there is. */
async function onlyOne(
  ctx: Ctx,
  type: string,
): Promise<Pick<Resolved, 'connector' | 'credential'>> {
  const connectors = await ctx.db.connector.findMany({ where: { type }, take: 2 });
  if (connectors.length > 1)
    refuse('CONNECTOR_AMBIGUOUS', `There are several connectors of type ${type}: name one.`);
  const [connector = null] = connectors;
  if (connector || takes(type as ConnectorType, 'http')) return { connector, credential: null };
  const credentials = await ctx.db.credential.findMany({ where: { provider: type }, take: 2 });
  if (credentials.length > 1)
    refuse('CREDENTIAL_AMBIGUOUS', `There are several credentials of ${type}: name one.`);
  return { connector: null, credential: credentials[0] ?? null };
}

function typed(name: string): { type: ConnectorType; spec: ConnectorSpec } {
  const spec = connectorType(name);
  if (!spec) refuse('CONNECTOR_TYPE_UNKNOWN', `There is no type of connector ${quoted(name)}.`);
  return { type: spec.type as ConnectorType, spec };
}

/** Finds what a step wants to use. Throws a ConnectorError that says what is missing or unclear. */
export async function resolve(ctx: Ctx, wanted: Wanted): Promise<Resolved> {
  let connector: Connector | null = null;
  let credential: Credential | null = null;
  if (wanted.connectorId) {
    connector = await connectorNamed(ctx, wanted.connectorId);
    if (wanted.connectorType && wanted.connectorType !== connector.type)
      refuse('CONNECTOR_TYPE_MISMATCH', `The connector is one of ${connector.type}.`);
  } else if (!wanted.connectorType) {
    refuse('INVALID_INPUT', 'Give connectorId, or connectorType with credentialId.');
  } else if (!wanted.credentialId) {
    const { type } = typed(wanted.connectorType);
    // An HTTP connector nobody named would bring its credential to wherever the step calls.
    if (type !== 'http') ({ connector, credential } = await onlyOne(ctx, type));
  }
  const { type, spec } = typed(connector?.type ?? wanted.connectorType ?? '');
  if (wanted.credentialId) credential = await credentialNamed(ctx, wanted.credentialId);
  else if (connector?.credentialId)
    credential = await ctx.db.credential.findUnique({ where: { id: connector.credentialId } });
  if (credential && !takes(type, credential.provider))
    refuse(
      'CREDENTIAL_MISMATCH',
      `The credential is one of ${credential.provider}, not of ${type}.`,
    );
  return { type, spec, connector, credential };
}
