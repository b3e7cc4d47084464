import type { Deployment } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { end } from '@/lib/deployments/finish';
import { loadPackageDeployment, notify, Overtaken } from '@/lib/deployments/store';

/** Cancels: at once when nobody works on it, else by asking its worker to stop. Throws 409 when it has ended. */
export async function cancel(ctx: Ctx, id: string): Promise<Deployment> {
  const row = await loadPackageDeployment(ctx, id);
  if (row.status === 'cancelled') return row;
  if (row.status === 'queued') {
    try {
      return await end(ctx, id, 'cancelled', null, { status: ['queued'] });
    } catch (error) {
      // A worker has begun with it meanwhile.
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  const { count } = await ctx.db.deployment.updateMany({
    where: { id, status: 'processing' },
    data: { cancelRequestedAt: new Date() },
  });
  const now = await loadPackageDeployment(ctx, id);
  if (count === 0 && now.status !== 'cancelled')
    fail('CONFLICT', `This deployment has already ${now.status}.`);
  await notify(ctx, `cancel:${id}`);
  await notify(ctx, id);
  return now;
}
