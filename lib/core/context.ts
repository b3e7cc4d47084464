import { forgetClients, type OrgDb, orgDb } from '@/lib/core/db/scoped';
import { type Log, log } from '@/lib/core/log';
import type { Role } from '@/lib/core/scopes';

/** Who acts: data, so that audit, limits and rules need no request. */
export type Actor =
  | { kind: 'user'; id: string; email: string; role: Role; sessionId: string }
  | { kind: 'key'; id: string; userId: string; role: Role; name: string }
  | { kind: 'system'; id: string; role: 'owner' };

/** Everything a verb may reach. */
export interface Ctx {
  readonly organizationId: string;
  readonly actor: Actor;
  /** what the actor may do, in canonical scopes */
  readonly scopes: readonly string[];
  readonly db: OrgDb;
  readonly requestId: string;
  readonly log: Log;
  /** Runs parametrized SQL on this context's connection; for `store.ts` only. Cast uuids: `$1::uuid`. */
  sql<Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]>;
}

/** A context inside a transaction: audit, events and jobs can only be written with one. */
export interface TxCtx extends Ctx {
  readonly inTransaction: true;
}

type RawDb = {
  $queryRawUnsafe<T>(text: string, ...values: unknown[]): Promise<T>;
  $transaction<T>(fn: (tx: unknown) => Promise<T>): Promise<T>;
};

type Given = Pick<Ctx, 'organizationId' | 'actor' | 'scopes' | 'requestId'> & { log?: Log };

/** Makes a context for one organization. */
export function makeCtx(given: Given): Ctx {
  return withDb(given, orgDb(given.organizationId));
}

/** A context for background work in an organization. */
export function systemCtx(organizationId: string, id: string, requestId = id): Ctx {
  return makeCtx({
    organizationId,
    requestId,
    actor: { kind: 'system', id, role: 'owner' },
    scopes: ['*:*'],
  });
}

function withDb(given: Given, db: OrgDb): Ctx {
  return {
    organizationId: given.organizationId,
    actor: given.actor,
    scopes: given.scopes,
    requestId: given.requestId,
    log:
      given.log ??
      log().child({ requestId: given.requestId, organizationId: given.organizationId }),
    db,
    sql: (text, ...values) => (db as unknown as RawDb).$queryRawUnsafe(text, ...values),
  };
}

/**
 * Runs `work` in one transaction; a context that is in one already joins it.
 * Never make a network call inside: enqueue a job instead.
 */
export async function transaction<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  if ('inTransaction' in ctx) return work(ctx as TxCtx);
  return (ctx.db as unknown as RawDb).$transaction((tx) =>
    work({ ...withDb(ctx, tx as OrgDb), inTransaction: true }),
  );
}

/** What the queue needs to write a job in the caller's transaction. */
export const queryRaw = (ctx: Ctx): RawDb => ctx.db as unknown as RawDb;

export { forgetClients };
