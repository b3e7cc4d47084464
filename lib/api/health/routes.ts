import { checkHealth } from '@/lib/api/health/check';
import { health, live, ready } from '@/lib/api/health/contract';
import { bindPublic } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

async function answer() {
  const found = await checkHealth();
  return reply(found.status === 'unhealthy' ? 503 : 200, found);
}

export const healthRoutes = [
  bindPublic(health, answer),
  bindPublic(ready, answer),
  bindPublic(live, async () =>
    reply(200, { status: 'healthy', timestamp: new Date().toISOString() }),
  ),
];
