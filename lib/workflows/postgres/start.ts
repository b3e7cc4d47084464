import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { microOf } from '@/lib/credits/money';
import { wallet } from '@/lib/credits/store';
import type { Plan } from '@/lib/engine/plan';
import { concurrencyKey } from '@/lib/engine/triggers';
import { emit } from '@/lib/events/emit';
import { openWorkflowExecution } from '@/lib/executions/workflow-execution';
import { enqueue } from '@/lib/queue/enqueue';
import { checkInput } from '@/lib/workflows/check-input';
import type { RunDescription, StartRun } from '@/lib/workflows/host';
import { runWorkflow } from '@/lib/workflows/jobs';
import { placeFree } from '@/lib/workflows/postgres/concurrency';
import { describeRow, omit } from '@/lib/workflows/postgres/describe';
import { factsOf, MOST_CHAIN } from '@/lib/workflows/postgres/facts';
import { jsonText } from '@/lib/workflows/postgres/json-text';

/** The type of runs that execute a deployment of a config. */
export const DEPLOYMENT = 'deployment';
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

const spends = (plan: Plan): boolean =>
  Object.values(plan.steps).some((it) => it.type === 'agent' || it.type === 'llm');

/** A run with agents that could not take a single step is refused before it exists. */
async function refuseWithout(tx: TxCtx): Promise<void> {
  const { posted, held } = await wallet(tx);
  if (posted - held <= 0n)
    fail('INSUFFICIENT_CREDITS', undefined, { extra: { required: 0.01, available: 0 } });
}

interface Bounds {
  depth: number;
  chain: number;
  ceiling: bigint | null;
}

async function bounds(tx: TxCtx, given: StartRun, inherited: Inherited): Promise<Bounds> {
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

async function accept(tx: TxCtx, given: StartRun, { depth, chain, ceiling }: Bounds) {
  const { run, input, trigger, metadata = {}, clientId, parent, reuse } = given;
  const { plan } = run;
  const saved = 'workflowId' in run ? run : null;
  const id = given.id ?? newId();
  const key = saved ? concurrencyKey(plan, { input, trigger, metadata }) : null;
  const place = { workflowId: saved?.workflowId ?? null, workflowType: null, concurrencyKey: key };
  const places = plan.concurrency?.limit ?? null;
  const queued = key !== null && places !== null && !(await placeFree(tx, place, places));
  if (clientId && (await open(tx, clientId)))
    fail('CONFLICT', `A run with the workflowId "${clientId}" is still open.`);
  const row = {
    id,
    workflowId: saved?.workflowId ?? null,
    version: saved?.version ?? null,
    workflowType: 'workflowType' in run ? run.workflowType : null,
    clientId: clientId ?? null,
    status: 'queued' as const,
    waitReason: queued ? ('concurrency' as const) : null,
    ...{ input, trigger, metadata, output: null, error: null, credits: 0 },
    parentRunId: parent?.runId ?? null,
    reusedRunId: reuse?.runId ?? null,
    createdAt: new Date().toISOString(),
    ...{ startedAt: null, completedAt: null },
  } satisfies RunDescription;
  await insertRun(tx, {
    ...row,
    plan: saved ? null : plan,
    held: !queued,
    concurrencyKey: key,
    places,
    parentKey: parent?.wait ? parent.key : null,
    parentAttempt: parent?.attempt ?? null,
    reusedFrom: reuse?.from ?? null,
    ceiling: ceiling === null ? null : String(ceiling),
    ...{ depth, chain },
    actorKind: tx.actor.kind,
    actorId: tx.actor.id,
  });
  await openWorkflowExecution(tx, {
    id,
    source: String(trigger.type ?? 'api'),
    name: plan.name ?? row.workflowType,
    status: queued ? 'queued' : 'running',
    waitReason: row.waitReason,
    input,
    parentId: parent?.runId,
    deploymentId: deploymentOf(given),
  });
  if (tx.actor.kind !== 'system')
    await audit(tx, { action: 'workflow.run_started', target: { type: 'run', id } });
  if (!queued) {
    await emit(tx, 'workflow.started', { ...factsOf(row), status: 'running' });
    await enqueue(tx, runWorkflow, { runId: id });
  }
  return row;
}

/** The deployment that a run executes; whoever starts such a run says so in its metadata, and retries keep that. */
const deploymentOf = ({ run, metadata }: StartRun): string | undefined =>
  'workflowType' in run && run.workflowType === DEPLOYMENT
    ? String(metadata?.deploymentId)
    : undefined;

/** The row in one statement, columns by their names in Prisma. */
async function insertRun(tx: TxCtx, row: { [column: string]: unknown }): Promise<void> {
  await tx.sql(
    `/* workflow_run_open */ INSERT INTO workflow_runs (id, organization_id, workflow_id, version, workflow_type, plan,
       client_id, status, wait_reason, input, trigger, metadata, held, concurrency_key, places, parent_run_id,
       parent_key, parent_attempt, reused_run_id, reused_from, ceiling, depth, chain, actor_kind, actor_id, created_at)
     SELECT r.id, $1::uuid, r."workflowId", r.version, r."workflowType", NULLIF(r.plan, 'null'), r."clientId", r.status,
       r."waitReason", COALESCE(r.input, 'null'), r.trigger, r.metadata, r.held, r."concurrencyKey", r.places, r."parentRunId",
       r."parentKey", r."parentAttempt", r."reusedRunId", r."reusedFrom", r.ceiling, r.depth, r.chain,
       r."actorKind", r."actorId", r."createdAt"
     FROM jsonb_to_record($2::jsonb) AS r(id uuid, "workflowId" uuid, version int, "workflowType" text, plan jsonb,
       "clientId" text, status text, "waitReason" text, input jsonb, trigger jsonb, metadata jsonb, held boolean,
       "concurrencyKey" text, places int, "parentRunId" uuid, "parentKey" text, "parentAttempt" int,
       "reusedRunId" uuid, "reusedFrom" text, ceiling bigint, depth int, chain int, "actorKind" text,
       "actorId" text, "createdAt" timestamptz)
     RETURNING 1`,
    tx.organizationId,
    jsonText(row),
  );
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
