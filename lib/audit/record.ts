import type { TxCtx } from '@/lib/core/context';
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
  await tx.db.auditEntry.create({
    data: {
      id: newId(),
      organizationId: tx.organizationId,
      actorKind: tx.actor.kind,
      actorId: tx.actor.id,
      action: deed.action,
      targetType: deed.target?.type ?? null,
      targetId: deed.target?.id ?? null,
      data: (deed.data ?? {}) as object,
      requestId: tx.requestId,
    },
  });
}
