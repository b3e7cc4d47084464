import { auditPart } from '@/lib/audit/record';
import type { Ctx } from '@/lib/core/context';
import { withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { newId } from '@/lib/core/ids';
import { concurrencyKey } from '@/lib/engine/triggers';
import { emitPart } from '@/lib/events/emit';
import { openExecutionPart } from '@/lib/executions/workflow-execution';
import { enqueuePart } from '@/lib/queue/enqueue-part';
import type { RunDescription, StartRun } from '@/lib/workflows/host';
import { runWorkflow } from '@/lib/workflows/jobs';
import { factsOf } from '@/lib/workflows/postgres/facts';
import { jsonText } from '@/lib/workflows/postgres/json-text';

/** The type of runs that execute a deployment of a config. */
export const DEPLOYMENT = 'deployment';
export interface Bounds {
  depth: number;
  chain: number;
  ceiling: bigint | null;
}

interface Place {
  /** which runs count together */
  key: string | null;
  places: number | null;
}

/** A new run as whoever starts it sees it. */
export function describeNew(given: StartRun): { row: RunDescription; place: Place } {
  const { run, input, trigger, metadata = {}, clientId, parent, reuse } = given;
  const { plan } = run;
  const saved = 'workflowId' in run ? run : null;
  const row = {
    id: given.id ?? newId(),
    workflowId: saved?.workflowId ?? null,
    version: saved?.version ?? null,
    workflowType: 'workflowType' in run ? run.workflowType : null,
    clientId: clientId ?? null,
    status: 'queued' as const,
    waitReason: null,
    ...{ input, trigger, metadata, output: null, error: null, credits: 0 },
    parentRunId: parent?.runId ?? null,
    reusedRunId: reuse?.runId ?? null,
    createdAt: new Date().toISOString(),
    ...{ startedAt: null, completedAt: null },
  } satisfies RunDescription;
  const key = saved ? concurrencyKey(plan, { input, trigger, metadata }) : null;
  return { row, place: { key, places: plan.concurrency?.limit ?? null } };
}

/** Row, execution, audit, event and job in one statement. False when there is a run with its id. */
export async function insertAll(
  ctx: Ctx,
  given: StartRun,
  row: RunDescription,
  { key, places }: Place,
  { depth, chain, ceiling }: Bounds,
): Promise<boolean> {
  const { run, parent, reuse } = given;
  const { id } = row;
  const queued = row.waitReason === 'concurrency';
  const whole = {
    ...row,
    plan: 'workflowId' in run ? null : run.plan,
    held: !queued,
    concurrencyKey: key,
    places,
    parentKey: parent?.wait ? parent.key : null,
    parentAttempt: parent?.attempt ?? null,
    reusedFrom: reuse?.from ?? null,
    ceiling: ceiling === null ? null : String(ceiling),
    ...{ depth, chain },
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
  };
  const execution = openExecutionPart(ctx, {
    id,
    source: String(given.trigger.type ?? 'api'),
    name: run.plan.name ?? row.workflowType,
    status: queued ? 'queued' : 'running',
    waitReason: row.waitReason,
    input: row.input,
    parentId: parent?.runId,
    deploymentId: deploymentOf(given),
  });
  const deed = { action: 'workflow.run_started', target: { type: 'run', id } };
  const audited = auditPart(ctx, ctx.actor.kind === 'system' ? null : deed);
  const begins = queued
    ? []
    : [
        await emitPart(ctx, 'workflow.started', { ...factsOf(row), status: 'running' }),
        await enqueuePart(ctx, runWorkflow, { runId: id }),
      ];
  const { ctes, values, select } = withParts(
    'opened',
    [ctx.organizationId, jsonText(whole)],
    [execution, audited, ...begins],
  );
  const name = queued ? 'workflow_run_queue' : 'workflow_run_open';
  const text = `/* ${name} */ WITH opened AS (${INSERT_RUN})${ctes}\nSELECT ${['id::text', ...select]} FROM opened`;
  return (await planned(ctx, text, ...values)).length > 0;
}

/** The deployment that a run executes; whoever starts such a run says so in its metadata, and retries keep that. */
const deploymentOf = ({ run, metadata }: StartRun): string | undefined =>
  'workflowType' in run && run.workflowType === DEPLOYMENT
    ? String(metadata?.deploymentId)
    : undefined;

/** Columns by their names in Prisma. */
const INSERT_RUN = `INSERT INTO workflow_runs (id, organization_id, workflow_id, version, workflow_type, plan,
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
     ON CONFLICT (id) DO NOTHING RETURNING id`;
