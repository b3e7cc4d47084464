import type { WebhookDelivery } from '@/generated/prisma/client';
import { egressFetch } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { retryAfterMs } from '@/lib/webhooks/backoff';
import type { Receiver } from '@/lib/webhooks/claim';
import { shownHeaders } from '@/lib/webhooks/headers';
import { headersOf, secretsOf } from '@/lib/webhooks/sealed';
import { signatureHeaders } from '@/lib/webhooks/sign';

const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 64 * 1024;

/** What came of one attempt. */
export interface Sent {
  ok: boolean;
  startedAt: Date;
  durationMs: number;
  /** as shown: values that may be credentials are hidden */
  requestHeaders: Record<string, string>;
  statusCode: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  retryAfterMs: number | null;
}

/**
 * Makes one attempt: redirects are not followed, 15 s for everything, 64 KiB of the answer. A receiver's
 * failure is a result; throws only when `signal` fires, since then nothing is known.
 */
export async function send(
  webhook: Receiver,
  delivery: WebhookDelivery,
  at: Date,
  { signal, timeoutMs = TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<Sent> {
  const custom = headersOf(webhook);
  const ours = {
    'Content-Type': 'application/json',
    ...signatureHeaders({
      secrets: secretsOf(webhook, at),
      eventId: delivery.eventId,
      eventType: delivery.eventType,
      deliveryId: delivery.id,
      at,
      body: delivery.body,
    }),
  };
  const agent = { 'User-Agent': 'FleetPrompt-Webhooks' };
  const started = performance.now();
  const base = { startedAt: at, requestHeaders: { ...agent, ...shownHeaders(custom), ...ours } };
  const sent = () => ({ ...base, durationMs: Math.round(performance.now() - started) });
  try {
    const answer = await egressFetch(webhook.url, {
      method: 'POST',
      headers: [...Object.entries(merged(agent, custom)), ...Object.entries(ours)],
      body: delivery.body,
      timeoutMs,
      maxResponseBytes: MAX_ANSWER,
      redirect: 'refuse',
      signal,
    });
    const ok = answer.status >= 200 && answer.status < 300;
    return {
      ...sent(),
      ok,
      statusCode: answer.status,
      responseHeaders: shownResponse(answer.headers),
      responseBody: storable(answer.body),
      error: ok ? null : `The receiver answered ${answer.status}.`,
      retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), at),
    };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (!(error instanceof EgressError)) throw error;
    return {
      ...sent(),
      ok: false,
      statusCode: error.status ?? null,
      responseHeaders: null,
      responseBody: null,
      error: error.message,
      retryAfterMs: null,
    };
  }
}

/** Custom headers win over our User-Agent, whatever their case; over nothing else. */
function merged(agent: Record<string, string>, custom: Record<string, string>) {
  const own = Object.keys(custom).some((name) => name.toLowerCase() === 'user-agent');
  return own ? custom : { ...agent, ...custom };
}

function shownResponse(headers: Headers): Record<string, string> {
  const all = Object.fromEntries([...headers].map(([name, value]) => [name, clean(value)]));
  return { ...all, ...('set-cookie' in all && { 'set-cookie': '••••••••' }) };
}

/** PostgreSQL keeps no NUL and no broken Unicode. */
const clean = (text: string) => text.replaceAll('\u0000', '\ufffd').toWellFormed();

const storable = (bytes: Buffer): string => clean(bytes.toString('utf8'));
