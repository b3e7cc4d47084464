import type { Ctx } from '@/lib/core/context';
import { watch } from '@/lib/core/db/watch';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import { presentPackageDeployment } from '@/lib/deployments/present';
import { CHANNEL, loadPackageDeployment } from '@/lib/deployments/store';

/** Sends the deployment at every change until it ends: then `done`. */
export async function follow(ctx: Ctx, id: string, send: Send, signal: AbortSignal): Promise<void> {
  const { next, stop } = await watch(CHANNEL, id, signal);
  let sent = '';
  try {
    while (!signal.aborted) {
      try {
        const deployment = presentPackageDeployment(await loadPackageDeployment(ctx, id));
        const text = JSON.stringify(deployment);
        if (text !== sent) send('deployment', { deployment });
        sent = text;
        if (deployment.completed_at) return send('done', { deployment });
      } catch (error) {
        if (!isDatabaseOut(error)) throw error;
      }
      await next();
    }
  } finally {
    stop();
  }
}
