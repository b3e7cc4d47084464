import type { Ctx } from '@/lib/core/context';
import { type MakePart, withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import type { RunState } from '@/lib/engine/state';
import type { Held } from '@/lib/workflows/postgres/claim';
import { jsonText } from '@/lib/workflows/postgres/json-text';
import type { Pending } from '@/lib/workflows/postgres/pending';

/** Thrown when another worker has taken the run over: this one must stop without a trace. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Tells who follows a run that there is more to see. The payload is the run's id. */
export const CHANNEL = 'fp_workflow';

const ANSWER = `SELECT held, inboxed,
  CASE WHEN $15::boolean THEN pg_notify('${CHANNEL}', $2::text)::text END AS told`;

const STATEMENT = `/* workflow_commit */
WITH moved AS (
  UPDATE workflow_runs SET status = $4, wait_reason = $5, state = $6::jsonb,
    held = NOT ($12::boolean OR ($7::boolean AND inboxed = $8::int)),
    output = COALESCE($9::jsonb, output), error = COALESCE($10::jsonb, error),
    micro_credits = micro_credits + $11::bigint,
    completed_at = CASE WHEN $12::boolean THEN now() END
  WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int
    AND status IN ('queued', 'running', 'waiting', 'paused')
  RETURNING held, inboxed),
kept AS (
  INSERT INTO workflow_steps AS s (organization_id, run_id, key, step, status, attempt, input, secrets, output,
    error, started_at, completed_at, work_type, work_id, micro_credits)
  SELECT $1::uuid, $2::uuid, c.key, c.step, c.status, c.attempt, c.input, c.secrets, c.output, c.error,
    c."startedAt", c."completedAt", c."workType", c."workId", COALESCE(c.credits, 0)
  FROM moved, json_to_recordset($13::json) AS c(key text, step text, status text, attempt int, input json,
    secrets jsonb, output jsonb, error jsonb, "startedAt" timestamptz, "completedAt" timestamptz,
    "workType" text, "workId" uuid, credits bigint)
  ON CONFLICT (organization_id, run_id, key) DO UPDATE SET status = excluded.status,
    attempt = excluded.attempt, input = COALESCE(excluded.input, s.input),
    secrets = COALESCE(excluded.secrets, s.secrets), output = COALESCE(excluded.output, s.output),
    error = excluded.error, started_at = COALESCE(s.started_at, excluded.started_at),
    completed_at = excluded.completed_at, work_type = COALESCE(excluded.work_type, s.work_type),
    work_id = COALESCE(excluded.work_id, s.work_id), micro_credits = s.micro_credits + excluded.micro_credits),
told AS (
  INSERT INTO workflow_history (organization_id, run_id, event_id, event_type, timestamp, attributes)
  SELECT $1::uuid, $2::uuid, h."eventId", h."eventType", h.timestamp, h.attributes
  FROM moved, jsonb_to_recordset($14::jsonb)
    AS h("eventId" int, "eventType" text, timestamp timestamptz, attributes jsonb)),
rest AS (SELECT $16::jsonb AS j FROM moved),
timers AS (
  INSERT INTO workflow_timers (organization_id, run_id, timer_id, key, purpose, fire_at)
  SELECT $1::uuid, $2::uuid, t.id, t.key, t.purpose, t."fireAt"
  FROM rest, jsonb_to_recordset(rest.j->'timers') AS t(id text, key text, purpose text, "fireAt" timestamptz)
  ON CONFLICT DO NOTHING),
untimed AS (
  DELETE FROM workflow_timers t USING rest
  WHERE t.organization_id = $1::uuid AND t.run_id = $2::uuid AND rest.j->'timersGone' ? t.timer_id),
waits AS (
  INSERT INTO workflow_waits (organization_id, run_id, key, event)
  SELECT $1::uuid, $2::uuid, w.key, w.event
  FROM rest, jsonb_to_recordset(rest.j->'waits') AS w(key text, event text)
  ON CONFLICT (organization_id, run_id, key) DO UPDATE SET event = excluded.event),
unwaited AS (
  DELETE FROM workflow_waits w USING rest
  WHERE w.organization_id = $1::uuid AND w.run_id = $2::uuid AND rest.j->'waitsGone' ? w.key),
taken AS (
  DELETE FROM workflow_inbox i USING rest
  WHERE i.organization_id = $1::uuid AND i.run_id = $2::uuid AND rest.j->'taken' ? i.id::text)`;

/** The same for the many transitions that touch neither timers nor waits nor the inbox. */
const SHORT = STATEMENT.slice(0, STATEMENT.indexOf(',\nrest AS')).replace('_commit', '_move');

/** The same with everything that an end brings about. */
const ENDING = STATEMENT.replace('_commit', '_commit_end');
const SHORT_ENDING = SHORT.replace('_move', '_end');

export interface Committed {
  /** Whether this worker still has the run: false after letting go. */
  held: boolean;
  inboxed: number;
}

/**
 * Writes what transitions have changed, in one statement, if this worker still has the run. With `letGo` the
 * run is nobody's afterwards, unless its inbox has grown meanwhile. `ending` are the pieces of a run's end, always
 * the same ones. Throws Overtaken.
 */
export async function commit(
  ctx: Ctx,
  held: Held,
  state: RunState,
  pending: Pending,
  letGo: boolean,
  ending: readonly MakePart[] = [],
): Promise<Committed> {
  const { end } = pending;
  const timers = [...pending.timers.values()].filter(({ id }) => !pending.timersGone.has(id));
  const waits = [...pending.waits].filter(([key]) => !pending.waitsGone.has(key));
  const rest = {
    timers: timers.map(({ id, key, purpose, fireAt }) => ({ id, key, purpose, fireAt })),
    timersGone: [...pending.timersGone].filter((id) => !pending.timers.has(id)),
    waits: waits.map(([key, event]) => ({ key, event })),
    waitsGone: [...pending.waitsGone],
    taken: pending.inboxTaken,
  };
  const waited = rest.waitsGone.some((key) => isWait(held, key));
  const short =
    !waited && [rest.timers, rest.timersGone, rest.waits, rest.taken].every((it) => !it.length);
  const values: unknown[] = [
    ctx.organizationId,
    held.id,
    held.fence,
    state.status,
    state.waitingFor,
    jsonText(state),
    letGo,
    held.inboxed,
    end && 'output' in end && end.output !== undefined ? jsonText(end.output) : null,
    end && 'error' in end ? jsonText(end.error) : null,
    pending.microCredits,
    end !== null,
    jsonText([...pending.steps.values()]),
    jsonText(pending.history),
    letGo || end !== null || due(held.id),
  ];
  if (!short) values.push(jsonText(rest));
  const head = ending.length ? (short ? SHORT_ENDING : ENDING) : short ? SHORT : STATEMENT;
  const more = withParts('moved', values, ending);
  const text = `${head}${more.ctes}\n${[ANSWER, ...more.select].join(',\n')} FROM moved`;
  const [row] = await planned<Committed>(ctx, text, ...more.values);
  if (!row) throw new Overtaken('Another worker goes on with this run.');
  return row;
}

const QUIET_MS = 150;
const told = new Map<string, number>();
const REMEMBERED = 10_000;

/** Notifications queue up commits, so that a busy run tells of itself only now and then; followers poll beside it. */
function due(runId: string): boolean {
  const now = Date.now();
  if (now - (told.get(runId) ?? 0) < QUIET_MS) return false;
  if (told.size > REMEMBERED) told.clear();
  told.set(runId, now);
  return true;
}

function isWait({ plan }: Held, key: string): boolean {
  const step = plan.steps[key.slice(key.lastIndexOf('/') + 1)];
  return step?.type === 'wait_event';
}
