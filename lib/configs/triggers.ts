import type { z } from 'zod';
import type { Deployment } from '@/generated/prisma/client';
import type { DeploymentTrigger } from '@/lib/configs/deployments.contract';
import { serviceOf } from '@/lib/configs/service';
import type { Ctx } from '@/lib/core/context';
import type { Page, Paged } from '@/lib/core/page';

type Trigger = z.output<typeof DeploymentTrigger>;

/** What starts the workflows of a deployment, in their order. */
export async function findTriggers(
  ctx: Ctx,
  row: Deployment,
  { limit, offset }: Page,
): Promise<Paged<Trigger>> {
  const names = new Map(serviceOf(row)?.workflows.map(({ id, name }) => [id, name]));
  const rows = await ctx.sql<Trigger & { total: number }>(
    `SELECT t.id, w.id AS workflow_id, COALESCE(t.kind, 'webhook') AS type, t.cron, t.timezone, t.event,
       t.next_at, t.last_at, count(*) OVER ()::int AS total
     FROM unnest($2::uuid[]) WITH ORDINALITY AS own(id, place)
     JOIN workflows w ON w.organization_id = $1::uuid AND w.id = own.id AND w.deleted_at IS NULL
     JOIN LATERAL (
       SELECT id, kind, cron, timezone, event, next_at, last_at FROM workflow_triggers
         WHERE organization_id = $1::uuid AND workflow_id = w.id
       UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 'webhook' = ANY(w.trigger_types)
     ) t ON true
     ORDER BY own.place, t.id NULLS LAST LIMIT $3 OFFSET $4`,
    ctx.organizationId,
    [...names.keys()],
    limit,
    offset,
  );
  const total = rows[0]?.total ?? 0;
  const data = rows.map(({ total: _, next_at, last_at, ...it }) => ({
    ...it,
    workflow: names.get(it.workflow_id) ?? '',
    next_at: next_at && new Date(next_at).toISOString(),
    last_at: last_at && new Date(last_at).toISOString(),
  }));
  return { data, limit, offset, total };
}
