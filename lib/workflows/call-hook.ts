import { createHmac } from 'node:crypto';
import { rawBody } from '@/lib/billing/raw-body';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { sameSecret, sha256 } from '@/lib/core/crypto';
import type { RequestInfo } from '@/lib/core/endpoint';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';
import { type Limiter, limiter } from '@/lib/core/limiter';
import { derivedId } from '@/lib/workflows/derived-id';
import { hooked, hookSecret, organizationOf } from '@/lib/workflows/hook';
import { readHookBody } from '@/lib/workflows/hook-body';
import type { RunDescription } from '@/lib/workflows/host';
import { start } from '@/lib/workflows/start';

/** What a sender calls a delivery that it may repeat: the same one starts one run. */
const DELIVERY_IDS = ['idempotency-key', 'webhook-id', 'x-github-delivery'];
const UNKNOWN = 'There is no such hook.';

/** Starts the workflow that a token belongs to. */
export async function callHook(
  token: string,
  request: RequestInfo,
): Promise<{ ctx: Ctx; run: RunDescription }> {
  const { raw, url, ip, signal } = request;
  const organizationId = organizationOf(token);
  const ctx = organizationId && systemCtx(organizationId, 'workflows.hook');
  const workflow = ctx && (await hooked(ctx, token));
  if (!workflow) {
    // Guessing is counted where everybody without a key is.
    await count(limiter('ip-h', env().RATE_LIMIT_ANONYMOUS_PER_HOUR, 3600), ip);
    return fail('NOT_FOUND', UNKNOWN);
  }
  await count(limiter('hook-m', env().RATE_LIMIT_PER_MINUTE, 60), sha256(token));
  const bytes = await rawBody(raw, signal);
  checkSignature(hookSecret(workflow), raw.headers, bytes);
  if (workflow.status === 'paused') fail('CONFLICT', 'The triggers of this workflow rest.');
  if (!workflow.triggerTypes.includes('webhook'))
    fail('CONFLICT', 'The published version of this workflow has no webhook trigger.');
  const body = readHookBody(bytes, raw.headers.get('content-type'));
  const delivery = DELIVERY_IDS.map((name) => raw.headers.get(name)).find(Boolean);
  const run = await start(ctx, {
    id: delivery ? derivedId('hook', workflow.id, delivery) : undefined,
    workflowId: workflow.id,
    input: isObject(body) ? body : {},
    trigger: {
      type: 'webhook',
      method: raw.method,
      body,
      headers: shownHeaders(raw.headers),
      query: Object.fromEntries([...url.searchParams].filter(([name]) => name !== 'wait')),
    },
  });
  return { ctx, run };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function count(window: Limiter, key: string): Promise<void> {
  const verdict = await window.consume(key);
  if (verdict.allowed) return;
  fail('RATE_LIMITED', undefined, {
    extra: { limit: verdict.limit, window: window.seconds },
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(verdict.resetMs / 1000))) },
  });
}

function checkSignature(secret: string | null, headers: Headers, bytes: Buffer): void {
  if (secret === null) return;
  const wanted = createHmac('sha256', secret).update(bytes).digest('hex');
  const given = headers.get('x-webhook-signature') ?? headers.get('x-hub-signature-256') ?? '';
  if (!sameSecret(given.replace(/^sha256=/, '').toLowerCase(), wanted))
    fail('INVALID_CREDENTIALS', 'The signature is missing or wrong.');
}

const HIDDEN =
  /^(authorization|proxy-authorization|cookie|x-api-key|x-cron-secret|x-forwarded-.*|x-real-ip|x-vercel-.*|forwarded|connection|host|content-length)$/;
const MOST_HEADERS = 60;

/** What of the headers a workflow may see: nothing that lets anyone in, nothing of our own infrastructure. */
function shownHeaders(headers: Headers): Record<string, string> {
  const shown = [...headers].filter(([name]) => !HIDDEN.test(name)).slice(0, MOST_HEADERS);
  return Object.fromEntries(shown.map(([name, value]) => [name, value.slice(0, 2000)]));
}
