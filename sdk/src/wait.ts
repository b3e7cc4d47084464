import { FleetPromptError } from './errors';
import type { RequestOptions } from './http';

/** Seconds that one request may wait at the server: below what proxies between usually allow. */
const AT_ONCE = 25;

export interface WaitOptions extends Omit<RequestOptions, 'timeoutMs' | 'idempotencyKey'> {
  /** Milliseconds to wait in all; without it, until the end. */
  timeoutMs?: number;
}

export interface ExecuteOptions extends RequestOptions {
  /** Seconds to wait for the result, 25 by default; 0 returns at once. */
  wait?: number;
}

export const ENDED = new Set(['completed', 'failed', 'cancelled']);

type Ending = { id: string; status: string };

/** How long one request may take that waits at the server. */
export const patient = <T extends RequestOptions>(options: T | undefined, wait: number): T =>
  ({ timeoutMs: (wait + 30) * 1000, ...options }) as T;

/** Seconds for the next request: of those that are left, no more than one request may wait. */
export const share = (seconds: number): number =>
  Math.max(0, Math.min(AT_ONCE, Math.ceil(seconds)));

/** Asks again and again, each time waiting at the server, until it has ended or the time is up. */
export async function untilEnded<T extends Ending>(
  ask: (wait: number, options: RequestOptions) => Promise<T>,
  { timeoutMs = Number.POSITIVE_INFINITY, ...options }: WaitOptions = {},
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const wait = share((until - Date.now()) / 1000);
    const now = await ask(wait, patient<RequestOptions>(options, wait));
    if (ENDED.has(now.status)) return now;
    if (Date.now() >= until)
      throw new FleetPromptError(
        'WAIT_TIMEOUT',
        `${now.id} is still ${now.status} after ${timeoutMs} ms. It goes on; ask for it later.`,
        { body: now },
      );
  }
}

/** Starts with the first share of the patience, then goes on asking while there is any left. */
export async function startAndWait<T extends Ending>(
  start: (wait: number, options: RequestOptions) => Promise<T>,
  ask: (wait: number, options: RequestOptions) => Promise<T>,
  { wait = AT_ONCE, ...options }: ExecuteOptions = {},
): Promise<T> {
  const until = Date.now() + wait * 1000;
  const first = share(wait);
  let now = await start(first, patient(options, first));
  // The key was the start's alone.
  const { idempotencyKey: _, ...rest } = options;
  while (!ENDED.has(now.status) && Date.now() < until) {
    const next = share((until - Date.now()) / 1000);
    now = await ask(next, patient(rest, next));
  }
  return now;
}
