import {
  processDeployments,
  processDeploymentsByGet,
  tick,
  tickByGet,
} from '@/lib/api/cron/contract';
import { processDue } from '@/lib/api/cron/process-deployments';
import { bindPublic } from '@/lib/core/bind';
import { sameSecret } from '@/lib/core/crypto';
import { type RequestInfo, reply } from '@/lib/core/endpoint';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';
import { keepUp } from '@/lib/worker/drain';

/** Seconds of work per call: less than the host gives a request. */
const BUDGET_MS = 50_000;

/** Throws 401 unless the request carries the cron secret, compared in constant time. */
export function requireCronSecret(headers: Headers): void {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const given = headers.get('x-cron-secret') ?? bearer ?? '';
  const secret = env().CRON_SECRET;
  if (secret === '' || !sameSecret(given, secret))
    fail('UNAUTHENTICATED', 'The cron secret is missing or wrong.');
}

async function run({ request }: { request: RequestInfo }) {
  requireCronSecret(request.raw.headers);
  const started = performance.now();
  const jobs = await keepUp(BUDGET_MS);
  const duration = Math.round((performance.now() - started) / 100) / 10;
  return reply(200, { processed: jobs > 0, jobs, duration });
}

async function deployments({ request }: { request: RequestInfo }) {
  requireCronSecret(request.raw.headers);
  return reply(200, await processDue(BUDGET_MS));
}

export const cronRoutes = [
  bindPublic(tickByGet, run),
  bindPublic(tick, run),
  bindPublic(processDeploymentsByGet, deployments),
  bindPublic(processDeployments, deployments),
];
