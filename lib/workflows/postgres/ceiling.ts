import type { Ctx } from '@/lib/core/context';
import type { Held } from '@/lib/workflows/postgres/claim';

/**
 * What is left under the run's ceiling in micro-credits, after what was spent and what those at work may still
 * spend; null without a ceiling. `reserved` tells whether somebody at work may give some back.
 */
export async function leftFor(
  ctx: Ctx,
  held: Held,
): Promise<{ left: bigint; reserved: boolean } | null> {
  if (held.ceiling === null) return null;
  // Counted from the work itself: what has ended may not have told the run yet what it cost.
  const [row] = await ctx.sql<{ spent: bigint; reserved: bigint }>(
    `WITH work AS (
       SELECT status IN ('queued', 'running', 'waiting') AS open, micro_credits AS spent,
         COALESCE((snapshot->'limits'->>'maxCredits')::numeric * 1000000, micro_credits) AS most
       FROM executions WHERE organization_id = $1::uuid AND parent_id = $2::uuid AND kind = 'agent'
       UNION ALL
       SELECT status IN ('queued', 'running', 'waiting', 'paused'), micro_credits,
         COALESCE(ceiling, micro_credits)
       FROM workflow_runs WHERE organization_id = $1::uuid AND parent_run_id = $2::uuid)
     SELECT COALESCE(sum(spent) FILTER (WHERE NOT open), 0)::bigint AS spent,
       COALESCE(sum(GREATEST(spent, most)) FILTER (WHERE open), 0)::bigint AS reserved FROM work`,
    ctx.organizationId,
    held.id,
  );
  const { spent = 0n, reserved = 0n } = row ?? {};
  return { left: held.ceiling - spent - reserved, reserved: reserved > 0n };
}
