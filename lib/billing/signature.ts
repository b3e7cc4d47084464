import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds an event may be old, or ahead of our clock. */
export const TOLERANCE_SECONDS = 300;

const mac = (secret: string, timestamp: string, body: Uint8Array) =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');

/** The `Stripe-Signature` header of a body, in Stripe's own scheme (v1). `at` is in Unix seconds. */
export function signatureOf(body: Uint8Array, secret: string, at: number): string {
  const timestamp = String(Math.floor(at));
  return `t=${timestamp},v1=${mac(secret, timestamp, body)}`;
}

/**
 * What is wrong with a signature, as a sentence; null when one of the secrets made it over exactly these bytes
 * within the last (or, for clocks that differ, the next) five minutes. `now` is in Unix seconds.
 */
export function signatureProblem(
  body: Uint8Array,
  header: string | null,
  secrets: readonly string[],
  now: number,
): string | null {
  const parts = (header ?? '').slice(0, 4_000).split(',');
  const values = (name: string) =>
    parts
      .filter((part) => part.trim().startsWith(`${name}=`))
      .map((p) => p.trim().slice(name.length + 1));
  const [timestamp] = values('t');
  const given = values('v1');
  if (!timestamp || !/^\d{1,12}$/.test(timestamp) || given.length === 0)
    return 'The Stripe-Signature header is missing or cannot be read.';
  const known = secrets.some((secret) => {
    const right = Buffer.from(mac(secret, timestamp, body));
    return given.some((one) => {
      const left = Buffer.from(one);
      return left.length === right.length && timingSafeEqual(left, right);
    });
  });
  if (!known) return 'The signature does not match the body.';
  if (Math.abs(now - Number(timestamp)) > TOLERANCE_SECONDS)
    return 'The timestamp of the signature is too far from now.';
  return null;
}
