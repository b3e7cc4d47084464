import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { microOf } from '@/lib/credits/money';
import { wallet } from '@/lib/credits/store';
import type { Plan } from '@/lib/engine/plan';
import { checkInput } from '@/lib/workflows/check-input';
import type { RunDescription, StartRun } from '@/lib/workflows/host';
import { placeFree } from '@/lib/workflows/postgres/concurrency';
import { describe, describeRow, omit } from '@/lib/workflows/postgres/describe';
import { MOST_CHAIN } from '@/lib/workflows/postgres/facts';
import { type Bounds, describeNew, insertAll } from '@/lib/workflows/postgres/open-run';

export { DEPLOYMENT } from '@/lib/workflows/postgres/open-run';

const MOST_DEPTH = 10;
/** Who starts by these asks and can be told at once that there is nothing to spend. */
const ASKED = ['manual', 'retry', 'webhook-test'];

/** More than the interface says, for runs that other runs bring about. */
export interface Inherited {
  depth?: number;
  chain?: number;
  /** micro-credits */
  ceiling?: bigint | null;
}

/** Accepts a run: row, execution, event and job in one transaction. See `WorkflowHost.start`. */
export async function start(
  ctx: Ctx,
  given: StartRun,
  inherited: Inherited = {},
): Promise<RunDescription> {
  const { plan } = given.run;
  checkInput(plan, given.input);
  if (startsAlone(given)) {
    const limits = await bounds(ctx, given, inherited);
    const { row, place } = describeNew(given);
    if (await insertAll(ctx, given, row, place, limits)) return row;
    // Whoever asked for the same id first has committed it: the insert waited for that.
    return describe(ctx, row.id);
  }
  return transaction(ctx, async (tx) => {
    if (given.id) {
      // One at a time: whoever asks for the same id meanwhile finds the row.
      await tx.sql(
        `SELECT pg_advisory_xact_lock(hashtextextended($1, 9))::text AS locked`,
        given.id,
      );
      const known = await tx.db.workflowRun.findUnique({ where: { id: given.id }, omit });
      if (known) return describeRow(known);
    }
    if (ASKED.includes(String(given.trigger.type)) && spends(plan)) await refuseWithout(tx);
    return accept(tx, given, await bounds(tx, given, inherited));
  });
}

/** Whether accepting it needs to look at nothing else, so that one statement does it. */
const startsAlone = ({ run, trigger, clientId, parent }: StartRun): boolean =>
  !parent &&
  !clientId &&
  !(ASKED.includes(String(trigger.type)) && spends(run.plan)) &&
  (run.plan.concurrency?.limit ?? null) === null;

const spends = (plan: Plan): boolean =>
  Object.values(plan.steps).some((it) => it.type === 'agent' || it.type === 'llm');

/** A run with agents that could not take a single step is refused before it exists. */
async function refuseWithout(tx: TxCtx): Promise<void> {
  const { posted, held } = await wallet(tx);
  if (posted - held <= 0n)
    fail('INSUFFICIENT_CREDITS', undefined, { extra: { required: 0.01, available: 0 } });
}

async function bounds(tx: Ctx, given: StartRun, inherited: Inherited): Promise<Bounds> {
  const { parent, run, trigger } = given;
  const above = parent
    ? await tx.db.workflowRun.findUnique({
        where: { id: parent.runId },
        select: { depth: true, chain: true },
      })
    : null;
  if (parent && !above) fail('NOT_FOUND', 'No such run.');
  const depth = inherited.depth ?? (above ? above.depth + 1 : 0);
  if (depth > MOST_DEPTH)
    fail('CONFLICT', `Workflows may start each other ${MOST_DEPTH} deep, and this is deeper.`);
  const chain = inherited.chain ?? above?.chain ?? Number(trigger.chain ?? 0);
  if (chain > MOST_CHAIN)
    fail('CONFLICT', `Workflows have started each other by events ${MOST_CHAIN} times in a row.`);
  const own = run.plan.maxCredits === null ? null : microOf(run.plan.maxCredits);
  const most = inherited.ceiling ?? null;
  const ceiling = own === null ? most : most === null || own < most ? own : most;
  return { depth, chain, ceiling };
}

async function accept(tx: TxCtx, given: StartRun, limits: Bounds): Promise<RunDescription> {
  const { row, place } = describeNew(given);
  const { key, places } = place;
  const { workflowId } = row;
  const queued =
    key !== null &&
    places !== null &&
    !(await placeFree(tx, { workflowId, workflowType: null, concurrencyKey: key }, places));
  if (row.clientId && (await open(tx, row.clientId)))
    fail('CONFLICT', `A run with the workflowId "${row.clientId}" is still open.`);
  const waiting = queued ? { ...row, waitReason: 'concurrency' as const } : row;
  if (!(await insertAll(tx, given, waiting, place, limits)))
    fail('CONFLICT', 'There is a run with this id already.');
  return waiting;
}

async function open(tx: TxCtx, clientId: string): Promise<boolean> {
  // One at a time asks for an id: the unique index would refuse the second with a broken transaction.
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 8))::text AS locked`,
    `${tx.organizationId}:${clientId}`,
  );
  const found = await tx.db.workflowRun.findFirst({
    where: { clientId, status: { in: ['queued', 'running', 'waiting', 'paused'] } },
    select: { id: true },
  });
  return found !== null;
}
