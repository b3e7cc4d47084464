import { type Ctx, systemCtx, transaction } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';

/** A new month has begun: what waits because of its spending limit goes on. */
export async function renewLimits(ctx: Ctx): Promise<void> {
  // Recurring work has no organization: it looks for those that have limits.
  const due = await ctx.sql<{ id: string }>(
    `SELECT DISTINCT organization_id AS id FROM spending_limits WHERE spent > 0`,
  );
  for (const { id } of due)
    await transaction(systemCtx(id, 'credits.renew_limits'), (tx) =>
      emit(tx, 'credits.limit_changed', { reason: 'A new month has begun' }),
    );
}
