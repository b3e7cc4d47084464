import { FleetPromptError } from './errors';

/** The bytes of a delivery as they came: sign and verify these, never a body that was parsed and written anew. */
export type WebhookBody = string | Uint8Array | ArrayBuffer;

/** Headers of any kind: `Headers`, Node's `IncomingHttpHeaders`, a plain object. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

export interface WebhookEvent<Data = Record<string, unknown>> {
  id: string;
  /** as `execution.completed` */
  type: string;
  event: string;
  timestamp: string;
  data: Data;
}

export interface VerifyOptions {
  /** Seconds that a delivery may be old, or early; 300. Infinity to look away. */
  toleranceSeconds?: number;
  /** Unix seconds; for tests. */
  now?: number;
}

const encoder = new TextEncoder();

/**
 * The event of a delivery, once its signature is found good: Standard Webhooks' when there is one, else the
 * hex one. Throws a `FleetPromptError` whose code says what is wrong. Several secrets: any may have signed.
 */
export async function verifyWebhook<Data = Record<string, unknown>>(
  body: WebhookBody,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): Promise<WebhookEvent<Data>> {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (secrets.length === 0 || secrets.some((one) => !one))
    throw new TypeError('A webhook secret is empty.');
  const bytes = bytesOf(body);
  const header = (name: string) => headerOf(headers, name);
  const standard = header('webhook-signature');
  const hex = [
    header('x-webhook-signature'),
    header('x-webhook-signature-previous'),
    header('x-fleetprompt-signature'),
  ].filter((one) => one !== undefined);
  let good = false;
  if (standard !== undefined) {
    const id = header('webhook-id') ?? '';
    const timestamp = header('webhook-timestamp') ?? '';
    checkTime(timestamp, options);
    const signed = joined(encoder.encode(`${id}.${timestamp}.`), bytes);
    for (const one of standard.split(' ')) {
      const [version, signature = ''] = one.split(',');
      if (version !== 'v1') continue;
      for (const key of secrets)
        good = (await matches(standardKey(key), signed, fromBase64(signature))) || good;
    }
  } else if (hex.length > 0) {
    for (const signature of hex)
      for (const key of secrets)
        good = (await matches(encoder.encode(key), bytes, fromHex(signature))) || good;
  } else
    throw new FleetPromptError(
      'WEBHOOK_SIGNATURE_MISSING',
      'The delivery has no webhook-signature or X-Webhook-Signature header.',
    );
  if (!good)
    throw new FleetPromptError(
      'WEBHOOK_SIGNATURE_INVALID',
      'No signature of the delivery fits the secret. Compare the exact bytes that came, and the secret.',
    );
  return JSON.parse(new TextDecoder().decode(bytes)) as WebhookEvent<Data>;
}

/** The headers that FleetPrompt sends with such a delivery, for tests and for forwarding. */
export async function signWebhook(
  body: WebhookBody,
  secret: string,
  { id, type, timestamp = Math.floor(Date.now() / 1000), deliveryId = id }: SignOptions,
): Promise<Record<string, string>> {
  const bytes = bytesOf(body);
  const signed = joined(encoder.encode(`${id}.${timestamp}.`), bytes);
  const standard = await mac(standardKey(secret), signed);
  const hex = toHex(await mac(encoder.encode(secret), bytes));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...standard))}`,
    'X-Webhook-Signature': hex,
    'X-Webhook-Event': type,
    'X-Webhook-Delivery': deliveryId,
    'x-fleetprompt-signature': hex,
    'x-fleetprompt-event': type,
  };
}

export interface SignOptions {
  /** of the event */
  id: string;
  type: string;
  /** Unix seconds */
  timestamp?: number;
  deliveryId?: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

function checkTime(timestamp: string, { toleranceSeconds = 300, now }: VerifyOptions): void {
  const at = /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const off = Math.abs((now ?? Date.now() / 1000) - at);
  if (!(off <= toleranceSeconds))
    throw new FleetPromptError(
      'WEBHOOK_TIMESTAMP_INVALID',
      `The delivery's webhook-timestamp is not within ${toleranceSeconds} seconds of now.`,
    );
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  if (typeof (headers as Headers).get === 'function')
    return (headers as Headers).get(name) ?? undefined;
  for (const [key, value] of Object.entries(headers))
    if (key.toLowerCase() === name) return Array.isArray(value) ? value.join(' ') : value;
  return undefined;
}

const bytesOf = (body: WebhookBody): Bytes =>
  (typeof body === 'string' ? encoder.encode(body) : new Uint8Array(body)) as Bytes;

function joined(first: Uint8Array, second: Uint8Array): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** What follows `whsec_` decoded from base64, else the UTF-8 bytes. */
const standardKey = (secret: string): Uint8Array =>
  secret.startsWith('whsec_') ? fromBase64(secret.slice(6)) : encoder.encode(secret);

const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const keyOf = (raw: Uint8Array, use: KeyUsage) =>
  crypto.subtle.importKey('raw', raw as Bytes, HMAC, false, [use]);

const mac = async (key: Uint8Array, data: Bytes) =>
  new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(key, 'sign'), data));

/** WebCrypto compares in constant time. */
async function matches(key: Uint8Array, data: Bytes, signature: Uint8Array): Promise<boolean> {
  if (key.length === 0) return false;
  return crypto.subtle.verify('HMAC', await keyOf(key, 'verify'), signature as Bytes, data);
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

const fromHex = (text: string): Uint8Array =>
  /^([\da-f]{2})+$/i.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    : new Uint8Array();

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
