import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';

/** The id of an agent app of this organization, or 404. */
export async function requireApp(ctx: Ctx, id: string): Promise<string> {
  const found = isUuid(id) && (await ctx.db.agentApp.count({ where: { id } })) > 0;
  return found ? id : fail('NOT_FOUND', 'No such agent app.');
}
