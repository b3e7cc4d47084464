import { Prisma, type PrismaClient } from '@/generated/prisma/client';
import { systemDb } from '@/lib/core/db/system';

type Unscoped =
  | 'user'
  | 'userToken'
  | 'refreshToken'
  | 'organization'
  | 'rateLimit'
  | 'eventWatermark'
  | 'listing'
  | 'listingVersion'
  | 'review'
  | 'stripeEvent'
  | 'stripeReversal';
type Raw =
  | '$queryRaw'
  | '$queryRawUnsafe'
  | '$executeRaw'
  | '$executeRawUnsafe'
  | '$transaction'
  | '$extends'
  | '$connect'
  | '$disconnect'
  | '$on';

/** A Prisma client that sees one organization. Models without an organization are refused. */
export type OrgDb = Omit<PrismaClient, Unscoped | Raw>;

const BY_WHERE = new Set([
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'findUnique',
  'findUniqueOrThrow',
  'count',
  'aggregate',
  'groupBy',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'delete',
  'deleteMany',
]);

/** The marketplace: reached through `lib/core/db/public.ts`, whose callers check what is whose. */
const PUBLIC = new Set(['Listing', 'ListingVersion', 'Review']);

/** Whether rows of the model belong to an organization: told by its columns. */
export function isTenantModel(model: string): boolean {
  const fields = (Prisma as unknown as Record<string, Record<string, string> | undefined>)[
    `${model}ScalarFieldEnum`
  ];
  return fields !== undefined && 'organizationId' in fields;
}

type Args = { where?: object; data?: unknown; create?: object; update?: object };

function owned(data: unknown, organizationId: string): unknown {
  if (Array.isArray(data)) return data.map((row) => owned(row, organizationId));
  const row = data as { organizationId?: string };
  if (row.organizationId !== undefined && row.organizationId !== organizationId)
    throw new Error('A row for another organization was refused.');
  return { ...row, organizationId };
}

/** Adds the organization to one Prisma call, or refuses it. */
export function scopeArgs(
  model: string,
  operation: string,
  given: unknown,
  organizationId: string,
) {
  if (PUBLIC.has(model)) return given as Args;
  if (!isTenantModel(model))
    throw new Error(`${model} has no organization: use a verb of accounts.`);
  const args = { ...(given as Args) };
  if (BY_WHERE.has(operation)) {
    args.where = { ...args.where, organizationId };
    if (args.data !== undefined && 'organizationId' in (args.data as object))
      throw new Error('A row cannot move to another organization.');
    return args;
  }
  if (operation === 'create' || operation === 'createMany' || operation === 'createManyAndReturn')
    return { ...args, data: owned(args.data, organizationId) };
  if (operation === 'upsert')
    return {
      ...args,
      where: { ...args.where, organizationId },
      create: owned(args.create, organizationId) as object,
    };
  throw new Error(`${operation} is not available on an organization's client.`);
}

const clients = new Map<string, OrgDb>();
const KEPT = 500;

/** The client of one organization; kept, since making one costs a millisecond. */
export function orgDb(organizationId: string): OrgDb {
  const kept = clients.get(organizationId);
  if (kept) return kept;
  const made = systemDb().$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          return query(scopeArgs(model, operation, args, organizationId) as typeof args);
        },
      },
    },
  }) as unknown as OrgDb;
  if (clients.size >= KEPT) clients.delete(clients.keys().next().value as string);
  clients.set(organizationId, made);
  return made;
}

export function forgetClients(): void {
  clients.clear();
}
