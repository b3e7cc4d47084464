import { CATALOG, connectorType } from '@/lib/connectors/catalog';
import { slugOf } from '@/lib/connectors/credential-store';
import { listSecretNames } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import type { KnownKind } from '@/lib/engine/compile/known';

/** What there is of connectors and credentials, for those who check a workflow before it runs. */
export interface ConnectorFacts {
  connectors: { id: string; name: string; type: string; credentialId: string | null }[];
  credentials: { id: string; name: string; slug: string; provider: string }[];
  types: string[];
  /** `slack.send_message` */
  actions: string[];
  secrets: string[];
  /** For `known` of `compile`: undefined for what other rooms know. */
  knows(kind: KnownKind, id: string): boolean | undefined;
}

export async function connectorFacts(ctx: Ctx): Promise<ConnectorFacts> {
  const [connectors, credentials, secrets] = await Promise.all([
    ctx.db.connector.findMany({
      select: { id: true, name: true, type: true, credentialId: true },
      orderBy: { name: 'asc' },
    }),
    ctx.db.credential.findMany({
      select: { id: true, name: true, provider: true },
      orderBy: { name: 'asc' },
    }),
    listSecretNames(ctx),
  ]);
  const actions = Object.values(CATALOG).flatMap(({ type, actions: all }) =>
    Object.keys(all).map((name) => `${type}.${name}`),
  );
  const rows = credentials.map((it) => ({ ...it, slug: slugOf(it.name) }));
  const known = {
    connector: new Set(connectors.flatMap((it) => [it.id, it.name])),
    credential: new Set(rows.flatMap((it) => [it.id, it.name, it.slug])),
    action: new Set(actions),
    // A literal address is a server too; it is checked when it is called.
    mcp_server: new Set(connectors.flatMap((it) => (it.type === 'mcp' ? [it.id, it.name] : []))),
    secret: new Set([...secrets, ...rows.map((it) => it.id)]),
  };
  return {
    connectors,
    credentials: rows,
    types: Object.keys(CATALOG),
    actions,
    secrets,
    knows(kind, id) {
      if (kind === 'connector_type') return connectorType(id) !== null;
      if (kind === 'mcp_server' && id.includes('://')) return true;
      return Object.hasOwn(known, kind) ? known[kind as keyof typeof known].has(id) : undefined;
    },
  };
}
