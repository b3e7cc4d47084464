import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The key of Standard Webhooks: what follows `whsec_` decoded from base64, else the secret's UTF-8 bytes.
 * https://www.standardwebhooks.com
 */
export function standardKey(secret: string): Buffer {
  if (!secret.startsWith(PREFIX)) return Buffer.from(secret);
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

const hex = (secret: string, body: string) =>
  createHmac('sha256', secret).update(body).digest('hex');

/** `v1,<base64>` over id, timestamp (Unix seconds) and the exact body. */
export function standardSignature(secret: string, id: string, timestamp: number, body: string) {
  const mac = createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.${body}`);
  return `v1,${mac.digest('base64')}`;
}

export interface Signed {
  /** the present secret first, then a former one that still counts */
  secrets: readonly [string, ...string[]];
  eventId: string;
  eventType: string;
  deliveryId: string;
  /** when this attempt is made */
  at: Date;
  body: string;
}

/** Every scheme at once over the same bytes, so that any documented receiver can verify. */
export function signatureHeaders(given: Signed): Record<string, string> {
  const { secrets, eventId, eventType, deliveryId, body } = given;
  const timestamp = Math.floor(given.at.getTime() / 1000);
  const [present, former] = secrets;
  return {
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .map((secret) => standardSignature(secret, eventId, timestamp, body))
      .join(' '),
    'X-Webhook-Signature': hex(present, body),
    ...(former !== undefined && { 'X-Webhook-Signature-Previous': hex(former, body) }),
    'X-Webhook-Event': eventType,
    'X-Webhook-Delivery': deliveryId,
    'x-fleetprompt-signature': hex(present, body),
    'x-fleetprompt-event': eventType,
  };
}
