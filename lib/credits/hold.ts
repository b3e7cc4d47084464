import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import {
  type Allowance,
  chargeLimits,
  correctLimits,
  type LimitRow,
  type Spender,
  tryLimits,
} from '@/lib/credits/limits';
import { creditsOf } from '@/lib/credits/money';
import { post, wallet } from '@/lib/credits/store';

export interface HoldInput {
  /** the hold's own id; a new one unless given */
  id?: string;
  /** micro-credits */
  amount: bigint;
  description: string;
  reference: { type: string; id: string };
  /** whose spending limits it counts against */
  spender?: Spender;
}

/** Throws 402 with what is required and what is available. */
async function refuse(ctx: Ctx, required: bigint): Promise<never> {
  const { posted, held } = await wallet(ctx);
  fail('INSUFFICIENT_CREDITS', undefined, {
    extra: { required: creditsOf(required), available: creditsOf(posted - held) },
  });
}

/**
 * Reserves credits in one conditional statement; returns the hold's id, or throws INSUFFICIENT_CREDITS, which
 * names the spending limit if that is what stands in the way. Locks are taken in the order hold, wallet, limits.
 */
export async function hold(tx: TxCtx, input: HoldInput): Promise<string> {
  const { id = newId() } = input;
  const made = await tx.sql(
    `WITH reserved AS (
       UPDATE ledger_accounts SET held = held + $2::bigint, updated_at = now()
       WHERE organization_id = $1::uuid AND kind = 'wallet' AND posted - held >= $2::bigint
       RETURNING id)
     INSERT INTO credit_holds
       (id, organization_id, amount, description, reference_type, reference_id, key_id, agent_id)
     SELECT $3::uuid, $1::uuid, $2::bigint, $4, $5, $6, $7::uuid, $8::uuid FROM reserved RETURNING id`,
    tx.organizationId,
    input.amount,
    id,
    input.description,
    input.reference.type,
    input.reference.id,
    input.spender?.keyId ?? null,
    input.spender?.agentId ?? null,
  );
  if (made.length === 0) await refuse(tx, input.amount);
  if (input.spender) await chargeLimits(tx, input.spender, input.amount);
  return id;
}

/** A spending limit is in the way; its row is locked until the transaction ends. */
export interface LimitRefusal {
  by: 'limit';
  limit: LimitRow;
  /** micro-credits that the hold has, and those that it lacks */
  amount: bigint;
  more: bigint;
}

/**
 * Raises an open hold to `amount`. Null when that is done; else what is too low for the difference, the wallet
 * before the limits, and then nothing has changed. Throws for a closed hold.
 */
export async function raiseHold(
  tx: TxCtx,
  id: string,
  amount: bigint,
  allowances: readonly Allowance[] = [],
): Promise<{ by: 'wallet' } | LimitRefusal | null> {
  const [open] = await tx.sql<Spender & { amount: bigint }>(
    `SELECT amount, key_id AS "keyId", agent_id AS "agentId" FROM credit_holds
     WHERE organization_id = $1::uuid AND id = $2::uuid AND status = 'held' FOR UPDATE`,
    tx.organizationId,
    id,
  );
  if (!open) throw new Error('The hold is closed.');
  const more = amount - open.amount;
  if (more <= 0n) return null;
  const reserved = await tx.sql(
    `UPDATE ledger_accounts SET held = held + $2::bigint, updated_at = now()
     WHERE organization_id = $1::uuid AND kind = 'wallet' AND posted - held >= $2::bigint RETURNING id`,
    tx.organizationId,
    more,
  );
  if (reserved.length === 0) return { by: 'wallet' };
  const beyond = allowances.filter(({ upTo }) => amount <= upTo);
  const limit = await tryLimits(tx, open, more, beyond);
  if (limit) {
    await tx.sql(
      `UPDATE ledger_accounts SET held = held - $2::bigint, updated_at = now()
       WHERE organization_id = $1::uuid AND kind = 'wallet' RETURNING id`,
      tx.organizationId,
      more,
    );
    return { by: 'limit', limit, amount: open.amount, more };
  }
  await tx.sql(
    `UPDATE credit_holds SET amount = $3::bigint WHERE organization_id = $1::uuid AND id = $2::uuid
     RETURNING id`,
    tx.organizationId,
    id,
    amount,
  );
  return null;
}

interface Closed {
  charged: bigint;
  amount: bigint;
  description: string;
  type: string;
  ref: string;
  keyId: string | null;
  agentId: string | null;
  createdAt: Date;
}

/**
 * Closes a hold and charges `used` micro-credits; the rest can be spent again. A second settle does nothing
 * and returns null. More than the hold is charged only as far as the wallet has it: nothing overdraws.
 */
export function settle(ctx: Ctx, id: string, used: bigint): Promise<bigint | null> {
  return transaction(ctx, async (tx) => {
    const [closed] = await tx.sql<Closed>(
      `WITH closing AS (
         UPDATE credit_holds SET status = CASE WHEN $3::bigint = 0 THEN 'released' ELSE 'settled' END,
           closed_at = now()
         WHERE organization_id = $1::uuid AND id = $2::uuid AND status = 'held'
         RETURNING amount, description, reference_type, reference_id, key_id, agent_id, created_at),
       freed AS (
         UPDATE ledger_accounts a SET held = held - closing.amount, updated_at = now() FROM closing
         WHERE a.organization_id = $1::uuid AND a.kind = 'wallet'
         RETURNING LEAST($3::bigint, a.posted - a.held) AS charged)
       SELECT freed.charged, closing.amount, closing.description, closing.reference_type AS type,
         closing.reference_id AS ref, closing.key_id AS "keyId", closing.agent_id AS "agentId",
         closing.created_at AS "createdAt"
       FROM freed, closing`,
      tx.organizationId,
      id,
      used,
    );
    if (!closed) return null;
    await tx.sql(
      `UPDATE credit_holds SET settled = $3::bigint WHERE organization_id = $1::uuid AND id = $2::uuid
       RETURNING id`,
      tx.organizationId,
      id,
      closed.charged,
    );
    await correctLimits(tx, closed, closed.createdAt, closed.charged - closed.amount);
    if (closed.charged > 0n)
      await post(tx, {
        type: 'usage',
        from: 'wallet',
        to: 'used',
        amount: closed.charged,
        description: closed.description,
        reference: { type: closed.type, id: closed.ref },
        uniqueKey: `hold:${id}`,
      });
    return closed.charged;
  });
}

/** Gives a hold back unused. */
export const release = (ctx: Ctx, id: string): Promise<bigint | null> => settle(ctx, id, 0n);
