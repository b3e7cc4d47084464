import { v5 } from 'uuid';
import type { Execution } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import type { LimitRefusal } from '@/lib/credits/hold';
import { type Allowance, fits, type LimitRow } from '@/lib/credits/limits';
import { creditsOf } from '@/lib/credits/money';
import { readLimit } from '@/lib/credits/spending-limits';
import { write } from '@/lib/events/emit';
import { runExecution } from '@/lib/executions/jobs';
import { LimitReached } from '@/lib/executions/stops';
import { addLog, notify } from '@/lib/executions/store';
import type { Verdict } from '@/lib/executions/tool-approval';
import { enqueue } from '@/lib/queue/enqueue';

/** One question, kept with the execution under `limit:<type>:<id>:<n>` beside what was said of its tool calls. */
interface Question extends Partial<Omit<Verdict, 'decision'>> {
  /** `asked` exactly while the execution waits for the answer; `withdrawn` when the limit was raised instead */
  decision: 'asked' | 'withdrawn' | Verdict['decision'];
  type: LimitRow['type'];
  id: string;
  /** credits a month, when it was asked */
  monthly: number;
  /** micro-credits that the next call reserves on top */
  more: string;
  /** micro-credits that the execution may reserve in all after a yes */
  upTo: string;
}

type Held = Pick<Execution, 'toolApprovals'>;

const PREFIX = 'limit:';
const DAYS_TO_DECIDE = 7;
const WHOSE = { key: 'the monthly limit of its API key', agent: 'its own monthly limit' };

const questions = ({ toolApprovals }: Held) =>
  Object.entries(toolApprovals as unknown as Record<string, Question>).filter(([key]) =>
    key.startsWith(PREFIX),
  );

/** How far people let this execution go beyond which limits. Nothing is answered while it runs. */
export const allowances = (held: Held): Allowance[] =>
  questions(held)
    .filter(([, { decision }]) => decision === 'approved')
    .map(([, { type, id, upTo }]) => ({ type, id, upTo: BigInt(upTo) }));

/** Throws SPENDING_LIMIT after a no, or when nobody answered in time. */
export function refuseIfRejected(held: Held): void {
  for (const [, { decision, type, monthly, comment }] of questions(held)) {
    const beyond = `going beyond ${WHOSE[type]} (${monthly} credits)`;
    if (decision === 'rejected')
      throw new LimitReached(
        'SPENDING_LIMIT',
        `A person rejected ${beyond}.${comment ? ` ${comment}` : ''}`,
      );
    if (decision === 'expired')
      throw new LimitReached('SPENDING_LIMIT', `Nobody approved ${beyond} in time.`);
  }
}

/**
 * Puts the execution aside and asks owners and admins to let it beyond a limit, in the transaction that was
 * refused. `upTo`: micro-credits it may reserve in all after a yes; `own`: its own max_credits says so.
 */
export async function askToOverspend(
  tx: TxCtx,
  held: Execution,
  { limit, amount, more }: LimitRefusal,
  { upTo, own }: { upTo: bigint; own: boolean },
): Promise<void> {
  const { type, id } = limit;
  // Rises with each answer only: whoever takes over asks the same, and what was withdrawn can be asked again.
  const n = questions(held).filter(([key]) => key.startsWith(`${PREFIX}${type}:${id}:`)).length;
  const key = `${PREFIX}${type}:${id}:${n}`;
  const { name, monthly, remaining } = await readLimit(tx, limit);
  const asked: Question = {
    ...{ decision: 'asked', type, id, monthly },
    ...{ more: String(more), upTo: String(upTo) },
  };
  const parked = await tx.sql(
    `UPDATE executions SET status = 'waiting', wait_reason = 'approval',
       tool_approvals = tool_approvals || jsonb_build_object($4::text, $5::jsonb)
     WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int AND status = 'running'
       AND cancel_requested_at IS NULL RETURNING 1`,
    ...[tx.organizationId, held.id, held.fence, key, JSON.stringify(asked)],
  );
  if (parked.length === 0) throw new Error('It was cancelled meanwhile: end it.');
  await addLog(tx, held.id, 'warning', `Waiting for a person to let it beyond ${WHOSE[type]}.`);
  const [all, next] = [creditsOf(upTo), creditsOf(more)];
  const excess = creditsOf(limit.spent + upTo - amount - limit.monthly);
  const asker = held.agentName ?? '';
  await write(tx, {
    id: v5(`approval ${key}`, held.id),
    type: 'approval.requested',
    source: 'approvals',
    data: {
      kind: 'overspend',
      executionId: held.id,
      agentId: held.agentId,
      key,
      attempt: 1,
      asker,
      title: `"${asker || 'An agent'}" wants up to ${excess} credits more than ${WHOSE[type]} (${monthly}) allows`,
      description: [
        `Its next model call needs ${next} credits more; ${remaining} of ${monthly} are left this month.`,
        own
          ? `A yes lets this execution use ${all} credits in all, which is its own limit.`
          : `A yes lets this execution use ${all} credits in all, enough for ten such calls; after that it asks again.`,
        'What it uses counts against the monthly limit all the same.',
        'After a no, or without an answer in time, it ends with SPENDING_LIMIT. Raising the limit lets it go on, too.',
      ].join(' '),
      assignees: [],
      quorum: 1,
      form: null,
      dueAt: new Date(Date.now() + DAYS_TO_DECIDE * 24 * 3600_000).toISOString(),
      data: {
        limit: { type, id, name, monthly, remaining },
        next_call: next,
        execution_may_use: all,
      },
    },
    metadata: {},
  });
  await notify(tx, held.id);
}

/** Records what was said and lets the execution go on, or end. False when it does not wait for that. */
export async function settleOverspend(
  tx: TxCtx,
  executionId: string,
  key: string,
  said: Verdict | { decision: 'withdrawn' },
): Promise<boolean> {
  const answered = await tx.sql(
    `UPDATE executions SET status = 'queued', wait_reason = NULL,
       tool_approvals = jsonb_set(tool_approvals, ARRAY[$3::text], (tool_approvals->$3::text) || $4::jsonb)
     WHERE organization_id = $1::uuid AND id = $2::uuid AND status = 'waiting' AND wait_reason = 'approval'
       AND tool_approvals->$3::text->>'decision' = 'asked' RETURNING 1`,
    ...[tx.organizationId, executionId, key, JSON.stringify(said)],
  );
  if (answered.length === 0) return false;
  await enqueue(tx, runExecution, { executionId });
  await notify(tx, executionId);
  return true;
}

/** A limit was changed, or a month began: what waits for a person because of it and fits now goes on. */
export async function resumeLimited(ctx: Ctx): Promise<void> {
  const waiting = await ctx.sql<{ id: string } & Held>(
    `SELECT id, tool_approvals AS "toolApprovals" FROM executions
     WHERE organization_id = $1::uuid AND status = 'waiting' AND wait_reason = 'approval'
       AND jsonb_path_exists(tool_approvals, '$.* ? (@.decision == "asked")')
     ORDER BY created_at`,
    ctx.organizationId,
  );
  for (const row of waiting)
    for (const [key, question] of questions(row))
      if (question.decision === 'asked') await withdraw(ctx, row.id, key, question);
}

async function withdraw(ctx: Ctx, executionId: string, key: string, { type, id, more }: Question) {
  await transaction(ctx, async (tx) => {
    if (!(await fits(tx, { type, id }, BigInt(more)))) return;
    if (!(await settleOverspend(tx, executionId, key, { decision: 'withdrawn' }))) return;
    await write(tx, {
      id: v5(`withdrawn ${key}`, executionId),
      type: 'approval.withdrawn',
      source: 'approvals',
      data: { kind: 'overspend', executionId, key, attempt: 1 },
      metadata: {},
    });
  });
}
