import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import { presentPackageDeployment } from '@/lib/deployments/present';
import { CHANNEL, loadPackageDeployment } from '@/lib/deployments/store';

/** Notifications may be lost: look again at least this often. */
const POLL_MS = 1_000;

/** Sends the deployment at every change until it ends: then `done`. */
export async function follow(ctx: Ctx, id: string, send: Send, signal: AbortSignal): Promise<void> {
  let wake = () => {};
  let heard = false;
  const stop = await listen(CHANNEL, (payload) => {
    if (payload !== '' && payload !== id) return;
    heard = true;
    wake();
  });
  const next = async () => {
    if (!heard)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
    signal.removeEventListener('abort', wake);
    heard = false;
  };
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
