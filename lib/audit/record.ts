import type { Ctx, TxCtx } from '@/lib/core/context';
import type { MakePart } from '@/lib/core/db/part';
import { newId } from '@/lib/core/ids';

export interface Deed {
  /** `agent.deployed`: noun and past participle */
  action: string;
  target?: { type: string; id: string };
  /** never secrets */
  data?: Record<string, unknown>;
}

/** Writes who did what, in the transaction of the deed. */
export async function audit(tx: TxCtx, deed: Deed): Promise<void> {
  await tx.db.auditEntry.create({ data: entryOf(tx, deed) });
}

/** The same for many deeds in one statement. */
export async function auditMany(tx: TxCtx, deeds: readonly Deed[]): Promise<void> {
  await tx.db.auditEntry.createMany({ data: deeds.map((deed) => entryOf(tx, deed)) });
}

const entryOf = (tx: TxCtx, deed: Deed) => ({
  id: newId(),
  organizationId: tx.organizationId,
  actorKind: tx.actor.kind,
  actorId: tx.actor.id,
  action: deed.action,
  targetType: deed.target?.type ?? null,
  targetId: deed.target?.id ?? null,
  data: (deed.data ?? {}) as object,
  requestId: tx.requestId,
});

/** The same as a piece of a bigger statement; with null it writes nothing. */
export function auditPart(
  ctx: Ctx,
  deed: (Deed & Required<Pick<Deed, 'target'>>) | null,
): MakePart {
  return (first, when) => {
    const at = (n: number, type: string) => `$${first + n}::${type}`;
    return {
      ctes: `audited AS (
  INSERT INTO audit_entries (organization_id, id, actor_kind, actor_id, action, target_type, target_id, request_id, data)
  SELECT ${at(0, 'uuid')}, ${at(1, 'uuid')}, ${at(2, 'text')}, ${at(3, 'text')}, ${at(4, 'text')}, ${at(5, 'text')},
    ${at(6, 'text')}, ${at(7, 'text')}, ${at(8, 'jsonb')} FROM ${when} WHERE ${at(4, 'text')} IS NOT NULL)`,
      values: [
        ctx.organizationId,
        newId(),
        ctx.actor.kind,
        ctx.actor.id,
        deed?.action ?? null,
        deed?.target.type ?? null,
        deed?.target.id ?? null,
        ctx.requestId,
        JSON.stringify(deed?.data ?? {}),
      ],
      select: [],
    };
  };
}
