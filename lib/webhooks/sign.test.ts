import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { newSecret } from '@/lib/webhooks/sealed';
import { signatureHeaders, standardSignature } from '@/lib/webhooks/sign';

const body = '{"event":"workflow.completed","data":{"name":"Zoë 💥"}}';
const signed = (secrets: [string, ...string[]], at = new Date()) =>
  signatureHeaders({
    secrets,
    eventId: 'evt_1',
    eventType: 'workflow.completed',
    deliveryId: 'del_1',
    at,
    body,
  });

test('the published vector of Standard Webhooks comes out byte for byte', () => {
  const signature = standardSignature(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1614265330,
    '{"test": 2432232314}',
  );
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('the reference library verifies what we sign, with a made secret and with a plain one', () => {
  const made = newSecret();
  expect(made).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(new Webhook(made).verify(body, signed([made]))).toEqual(JSON.parse(body));
  const plain = new Webhook('your-webhook-secret', { format: 'raw' });
  expect(plain.verify(body, signed(['your-webhook-secret']))).toEqual(JSON.parse(body));
  expect(() => new Webhook(made).verify(`${body} `, signed([made]))).toThrow();
  expect(() => new Webhook(newSecret()).verify(body, signed([made]))).toThrow();
  const old = signed([made], new Date(Date.now() - 10 * 60_000));
  expect(() => new Webhook(made).verify(body, old)).toThrow(/old/);
});

test('during a rotation receivers with either secret can verify', () => {
  const [present, former] = [newSecret(), newSecret()];
  const headers = signed([present, former]);
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [present, former]) new Webhook(secret).verify(body, headers);
  expect(headers['X-Webhook-Signature-Previous']).toBe(
    createHmac('sha256', former).update(body).digest('hex'),
  );
});

test("the Integration Layer's own verification accepts the hex signature", () => {
  const secret = newSecret();
  const headers = signed([secret]);
  const expected = createHmac('sha256', secret).update(body).digest('hex');
  expect(
    timingSafeEqual(Buffer.from(headers['X-Webhook-Signature'] ?? ''), Buffer.from(expected)),
  ).toBe(true);
  expect(headers['x-fleetprompt-signature']).toBe(expected);
  expect(headers).toMatchObject({
    'X-Webhook-Event': 'workflow.completed',
    'X-Webhook-Delivery': 'del_1',
    'x-fleetprompt-event': 'workflow.completed',
    'webhook-id': 'evt_1',
  });
});
