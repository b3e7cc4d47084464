import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { LimitView } from '@/lib/credits/contract';
import { creditsOf, microOf } from '@/lib/credits/money';
import { emit } from '@/lib/events/emit';

type Subject = { type: 'key' | 'agent'; id: string };

interface Row {
  type: 'key' | 'agent';
  id: string;
  name: string | null;
  monthly: bigint;
  spent: bigint;
  updatedAt: Date;
}

const TABLES = { key: 'api_keys', agent: 'agents' } as const;
const THIS_MONTH = `date_trunc('month', now() AT TIME ZONE 'UTC')`;

const SELECT = `SELECT l.subject_type AS type, l.subject_id AS id, coalesce(k.name, g.name) AS name, l.monthly,
    CASE WHEN l.month = ${THIS_MONTH}::date THEN l.spent ELSE 0 END AS spent, l.updated_at AS "updatedAt"
  FROM spending_limits l
    LEFT JOIN api_keys k ON l.subject_type = 'key' AND k.organization_id = $1::uuid AND k.id = l.subject_id
    LEFT JOIN agents g ON l.subject_type = 'agent' AND g.organization_id = $1::uuid AND g.id = l.subject_id
  WHERE l.organization_id = $1::uuid`;

const present = (row: Row): LimitView => ({
  subject_type: row.type,
  subject_id: row.id,
  name: row.name,
  monthly: creditsOf(row.monthly),
  spent: creditsOf(row.spent),
  remaining: creditsOf(row.monthly > row.spent ? row.monthly - row.spent : 0n),
  updated_at: row.updatedAt.toISOString(),
});

export async function findLimits(ctx: Ctx, { limit, offset }: Page) {
  const [rows, total] = await Promise.all([
    ctx.sql<Row>(
      `${SELECT} ORDER BY l.updated_at DESC, l.subject_id LIMIT $2::int OFFSET $3::int`,
      ctx.organizationId,
      limit,
      offset,
    ),
    ctx.db.spendingLimit.count(),
  ]);
  return { data: rows.map(present), limit, offset, total };
}

/** Throws NOT_FOUND for what has no limit, as for what does not exist. */
export async function readLimit(ctx: Ctx, { type, id }: Subject): Promise<LimitView> {
  if (!isUuid(id)) fail('NOT_FOUND', 'No such spending limit.');
  const [row] = await ctx.sql<Row>(
    `${SELECT} AND l.subject_type = $2 AND l.subject_id = $3::uuid`,
    ctx.organizationId,
    type,
    id,
  );
  return row ? present(row) : fail('NOT_FOUND', 'No such spending limit.');
}

/** Sets what a key or an agent may spend a month; what it spent and reserved in this month counts already. */
export function putLimit(ctx: Ctx, { type, id }: Subject, monthly: number): Promise<LimitView> {
  return transaction(ctx, async (tx) => {
    const [subject] = isUuid(id)
      ? await tx.sql(
          `SELECT id FROM ${TABLES[type]} WHERE organization_id = $1::uuid AND id = $2::uuid`,
          tx.organizationId,
          id,
        )
      : [];
    if (!subject) fail('NOT_FOUND', type === 'key' ? 'No such API key.' : 'No such agent.');
    await tx.sql(
      `INSERT INTO spending_limits AS l
         (organization_id, subject_type, subject_id, monthly, month, spent, updated_at)
       SELECT $1::uuid, $2, $3::uuid, $4::bigint, ${THIS_MONTH}::date,
         coalesce(sum(coalesce(settled, CASE WHEN status = 'held' THEN amount ELSE 0 END)), 0), now()
       FROM credit_holds WHERE organization_id = $1::uuid AND ${type}_id = $3::uuid
         AND created_at >= ${THIS_MONTH} AT TIME ZONE 'UTC'
       ON CONFLICT (organization_id, subject_type, subject_id)
         DO UPDATE SET monthly = excluded.monthly, updated_at = now()
       RETURNING 1`,
      tx.organizationId,
      type,
      id,
      microOf(monthly),
    );
    await changed(tx, 'credits.limit_set', { type, id }, monthly);
    return readLimit(tx, { type, id });
  });
}

export function deleteLimit(ctx: Ctx, { type, id }: Subject): Promise<void> {
  return transaction(ctx, async (tx) => {
    await readLimit(tx, { type, id });
    await tx.db.spendingLimit.deleteMany({ where: { subjectType: type, subjectId: id } });
    await changed(tx, 'credits.limit_removed', { type, id }, null);
  });
}

type Tx = Parameters<typeof audit>[0];

async function changed(tx: Tx, action: string, subject: Subject, monthly: number | null) {
  await audit(tx, { action, target: subject, data: { monthly } });
  // What waits because of a limit can go on now.
  await emit(tx, 'credits.limit_changed', {
    subjectType: subject.type,
    subjectId: subject.id,
    monthly,
  });
}
