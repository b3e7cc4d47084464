import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Node } from '@/lib/engine/expression/ast';
import { isObject, type Json } from '@/lib/engine/json';
import { passesFilter } from '@/lib/engine/triggers';
import { derivedId } from '@/lib/workflows/derived-id';
import { chainOf, MOST_CHAIN } from '@/lib/workflows/postgres/facts';
import { start } from '@/lib/workflows/start';

interface Happened {
  id: string;
  type: string;
  data: Record<string, unknown>;
  timestamp: Date;
}

interface Trigger {
  id: string;
  workflowId: string;
  filter: Node | null;
  own: boolean;
}

/** Starts the workflows whose triggers name the event. Told twice of one event it starts nothing twice. */
export async function hearEvent(ctx: Ctx, event: Happened): Promise<void> {
  const triggers = await listening(ctx, event.type);
  if (triggers.length === 0) return;
  const row = await ctx.db.event.findUnique({
    where: { id: event.id },
    select: { source: true, metadata: true },
  });
  const metadata = (row?.metadata ?? {}) as Json;
  const chain = chainOf(metadata) ?? 0;
  if (chain > MOST_CHAIN) {
    ctx.log.warn({ eventId: event.id, chain }, 'workflows start each other in circles: stopped');
    return;
  }
  const origin = await workflowBehind(ctx, event, metadata);
  const data = event.data as Json;
  const happened = { type: event.type, data, source: row?.source, metadata };
  for (const trigger of triggers) {
    if (trigger.workflowId === origin && !trigger.own) continue;
    if (!passesFilter(trigger.filter, happened)) continue;
    try {
      await start(ctx, {
        id: derivedId('event', trigger.id, event.id),
        workflowId: trigger.workflowId,
        input: isObject(data) ? data : {},
        trigger: {
          type: 'event',
          event: event.type,
          eventId: event.id,
          source: row?.source ?? null,
          timestamp: event.timestamp.toISOString(),
          data,
          chain,
        },
      });
    } catch (error) {
      if (!isAppError(error)) throw error;
      ctx.log.warn(
        { err: error, workflowId: trigger.workflowId, eventId: event.id },
        'a workflow could not start',
      );
    }
  }
}

/** `order.created` is also meant by `order.*` and `*`. */
export function patternsOf(type: string): string[] {
  const words = type.split('.');
  return [type, '*', ...words.slice(1).map((_, i) => `${words.slice(0, i + 1).join('.')}.*`)];
}

function listening(ctx: Ctx, type: string): Promise<Trigger[]> {
  return ctx.sql<Trigger>(
    `SELECT t.id, t.workflow_id AS "workflowId", t.filter, t.own
     FROM workflow_triggers t
     JOIN workflows w ON w.organization_id = t.organization_id AND w.id = t.workflow_id
     WHERE t.organization_id = $1::uuid AND t.kind = 'event' AND t.event = ANY($2::text[])
       AND w.status = 'active' AND w.deleted_at IS NULL
     ORDER BY t.id`,
    ctx.organizationId,
    patternsOf(type),
  );
}

/** The workflow whose run, or whose own life, the event tells of. */
async function workflowBehind(
  ctx: Ctx,
  { type, data }: Happened,
  metadata: Json,
): Promise<string | null> {
  const cause = isObject(metadata) ? metadata.workflow : null;
  const runId = isObject(cause ?? null) ? (cause as { runId?: unknown }).runId : data.runId;
  if (typeof runId === 'string' && isUuid(runId)) {
    const run = await ctx.db.workflowRun.findUnique({
      where: { id: runId },
      select: { workflowId: true },
    });
    if (run) return run.workflowId;
  }
  return type.startsWith('workflow.') && typeof data.workflowId === 'string'
    ? data.workflowId
    : null;
}
