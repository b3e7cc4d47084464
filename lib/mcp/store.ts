import type { Ctx } from '@/lib/core/context';

export interface ListedAgent {
  id: string;
  slug: string;
  name: string;
  description: string;
}

export interface ListedWorkflow {
  id: string;
  name: string;
  description: string;
  inputSchema: unknown;
}

/** Active agents after one in the order they were made. */
export const activeAgents = (ctx: Ctx, after: string | null, take: number) =>
  ctx.db.agent.findMany({
    where: { status: 'active', ...(after && { id: { gt: after } }) },
    select: { id: true, slug: true, name: true, description: true },
    orderBy: { id: 'asc' },
    take,
  }) as Promise<ListedAgent[]>;

/** Published workflows after one in the order they were made, with the schema of the published version alone. */
export const publishedWorkflows = (ctx: Ctx, after: string | null, take: number) =>
  ctx.sql<ListedWorkflow>(
    `SELECT w.id, w.name, w.description, v.plan->'inputSchema' AS "inputSchema"
     FROM workflows w JOIN workflow_versions v
       ON v.organization_id = w.organization_id AND v.workflow_id = w.id
      AND v.version = w.published_version
     WHERE w.organization_id = $1::uuid AND w.deleted_at IS NULL
       AND ($2::uuid IS NULL OR w.id > $2::uuid)
     ORDER BY w.id LIMIT $3::int`,
    ctx.organizationId,
    after,
    take,
  );

/** The active agent of a tool's name, by slug or by the end of its id. */
export async function agentIdOf(ctx: Ctx, slug: string, tail: string | null) {
  const row = await ctx.db.agent.findFirst({
    where: { slug, status: 'active' },
    select: { id: true },
  });
  if (row || !tail) return row?.id ?? null;
  const [found] = await ctx.sql<{ id: string }>(
    `SELECT id FROM agents
     WHERE organization_id = $1::uuid AND status = 'active' AND right(id::text, 8) = $2
     ORDER BY id LIMIT 1`,
    ctx.organizationId,
    tail,
  );
  return found?.id ?? null;
}

/** The published workflow whose id ends so. */
export async function workflowIdOf(ctx: Ctx, tail: string): Promise<string | null> {
  const [found] = await ctx.sql<{ id: string }>(
    `SELECT id FROM workflows
     WHERE organization_id = $1::uuid AND deleted_at IS NULL AND published_version IS NOT NULL
       AND right(id::text, 8) = $2
     ORDER BY id LIMIT 1`,
    ctx.organizationId,
    tail,
  );
  return found?.id ?? null;
}
