import type { Ctx } from '@/lib/core/context';
import { planned } from '@/lib/core/db/planned';
import type { SecretHole } from '@/lib/engine/expression/template';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import type { RunState } from '@/lib/engine/state';
import type { InboxEvent } from '@/lib/workflows/postgres/inbox';
import { planOf, readBy } from '@/lib/workflows/postgres/plans';

/** What a worker that has a run knows of its row. */
export interface Held {
  id: string;
  fence: number;
  /** The inbox's count that was seen last. */
  inboxed: number;
  workflowId: string | null;
  version: number | null;
  workflowType: string | null;
  clientId: string | null;
  status: string;
  waitReason: string | null;
  state: RunState | null;
  plan: Plan;
  input: Json;
  trigger: Json;
  metadata: { [key: string]: Json };
  concurrencyKey: string | null;
  parentRunId: string | null;
  parentKey: string | null;
  parentAttempt: number | null;
  reusedRunId: string | null;
  reusedFrom: string | null;
  microCredits: bigint;
  ceiling: bigint | null;
  depth: number;
  chain: number;
  actorKind: string;
  actorId: string | null;
  startedAt: Date;
}

export const HELD_COLUMNS = `id, fence, inboxed, workflow_id AS "workflowId", version,
  workflow_type AS "workflowType", client_id AS "clientId", status, wait_reason AS "waitReason", state, plan,
  input, trigger, metadata, concurrency_key AS "concurrencyKey", parent_run_id AS "parentRunId",
  parent_key AS "parentKey", parent_attempt AS "parentAttempt", reused_run_id AS "reusedRunId",
  reused_from AS "reusedFrom", micro_credits AS "microCredits", ceiling, depth, chain,
  actor_kind AS "actorKind",
  actor_id AS "actorId", started_at AS "startedAt"`;

/**
 * Takes a run for this worker: the fence rises, so that whoever had it is refused from now on. Null when it
 * has ended or waits for its place under a concurrency limit.
 */
export async function claim(ctx: Ctx, runId: string): Promise<Held | null> {
  const [row] = await planned<Held>(
    ctx,
    `/* workflow_claim */ UPDATE workflow_runs SET held = true, fence = fence + 1,
       started_at = COALESCE(started_at, now()),
       status = CASE WHEN status = 'queued' THEN 'running' ELSE status END
     WHERE organization_id = $1::uuid AND id = $2::uuid
       AND status IN ('queued', 'running', 'waiting', 'paused')
       AND wait_reason IS DISTINCT FROM 'concurrency'
     RETURNING ${HELD_COLUMNS}`,
    ctx.organizationId,
    runId,
  );
  if (!row) return null;
  const { microCredits, ceiling } = row;
  return {
    ...row,
    microCredits: BigInt(microCredits),
    ceiling: ceiling === null ? null : BigInt(ceiling),
    plan: await planOf(ctx, row),
  };
}

export interface Inbox {
  inboxed: number;
  fence: number;
  rows: { id: string; event: InboxEvent; dedupe: string }[];
}

/** What has come in, and the count that goes with it. Null when the run is gone. */
export async function readInbox(ctx: Ctx, runId: string): Promise<Inbox | null> {
  const [row] = await planned<Inbox>(
    ctx,
    `/* workflow_inbox */ SELECT inboxed, fence, COALESCE((SELECT jsonb_agg(
         jsonb_build_object('id', i.id::text, 'event', i.event, 'dedupe', i.dedupe) ORDER BY i.id)
       FROM workflow_inbox i WHERE i.organization_id = $1::uuid AND i.run_id = $2::uuid), '[]') AS rows
     FROM workflow_runs WHERE organization_id = $1::uuid AND id = $2::uuid`,
    ctx.organizationId,
    runId,
  );
  return row ?? null;
}

export interface KeptStep {
  key: string;
  step: string | null;
  status: string;
  attempt: number;
  input: Json | null;
  secrets: SecretHole[] | null;
  output: Json | null;
  workType: string | null;
  workId: string | null;
}

/** The recorded steps that the run may still read or that are not through. */
export function readSteps(ctx: Ctx, runId: string, plan: Plan): Promise<KeptStep[]> {
  return ctx.sql<KeptStep>(
    `/* workflow_steps */ SELECT key, step, status, attempt, input, secrets, output,
       work_type AS "workType", work_id AS "workId"
     FROM workflow_steps WHERE organization_id = $1::uuid AND run_id = $2::uuid
       AND (step IS NULL OR step = ANY($3::text[])
         OR status NOT IN ('completed', 'failed', 'skipped', 'cancelled'))`,
    ctx.organizationId,
    runId,
    [...readBy(plan)],
  );
}

export function readTimers(ctx: Ctx, runId: string): Promise<{ id: string; fireAt: Date }[]> {
  return ctx.sql(
    `/* workflow_timers */ SELECT timer_id AS id, fire_at AS "fireAt" FROM workflow_timers
     WHERE organization_id = $1::uuid AND run_id = $2::uuid`,
    ctx.organizationId,
    runId,
  );
}
