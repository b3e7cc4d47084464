import { expect, test } from 'vitest';
import { signatureHeaders } from '@/lib/webhooks/sign';
import { signWebhook, verifyWebhook } from './verify-webhook';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const vector = {
  body: '{"test": 2432232314}',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
};
const then = { now: 1614265330 };

const body = JSON.stringify({ id: 'evt_1', event: 'agent.executed', data: { name: 'Zoë 💥' } });
const delivery = (secrets: [string, ...string[]], at = new Date()) =>
  signatureHeaders({
    secrets,
    eventId: 'evt_1',
    eventType: 'agent.executed',
    deliveryId: 'del_1',
    at,
    body,
  });

test('the published vector of Standard Webhooks is accepted, and nothing near it', async () => {
  expect(await verifyWebhook(vector.body, vector.headers, secret, then)).toEqual({
    test: 2432232314,
  });
  const refused = (changed: object, given = vector.body, key = secret) =>
    expect(
      verifyWebhook(given, { ...vector.headers, ...changed }, key, then),
    ).rejects.toMatchObject({ code: 'WEBHOOK_SIGNATURE_INVALID' });
  await refused({}, `${vector.body} `);
  await refused({}, vector.body, 'whsec_AAAAr8GKYqrTwjUPD8ILPZIo2LaLaSw');
  await refused({ 'webhook-id': 'msg_other' });
  await refused({ 'webhook-timestamp': '1614265331' });
  await refused({ 'webhook-signature': 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' });
  await refused({ 'webhook-signature': 'v1,???' });
});

test('what FleetPrompt sends is accepted in every shape of headers and of body', async () => {
  const headers = delivery([secret]);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const bytes = new TextEncoder().encode(body);
  for (const given of [headers, lower, new Headers(headers)])
    for (const sent of [body, bytes, bytes.buffer])
      expect((await verifyWebhook(sent, given, secret)).data).toEqual({ name: 'Zoë 💥' });
});

test('a stale or early delivery is refused, whatever its signature', async () => {
  for (const ms of [-301_000, 301_000])
    await expect(
      verifyWebhook(body, delivery([secret], new Date(Date.now() + ms)), secret),
    ).rejects.toMatchObject({ code: 'WEBHOOK_TIMESTAMP_INVALID' });
  await expect(
    verifyWebhook(body, { ...delivery([secret]), 'webhook-timestamp': 'now' }, secret),
  ).rejects.toMatchObject({ code: 'WEBHOOK_TIMESTAMP_INVALID' });
});

test('the hex signature alone is accepted, and a delivery without any is not', async () => {
  const { 'X-Webhook-Signature': hex } = delivery([secret]);
  expect(await verifyWebhook(body, { 'x-webhook-signature': hex }, secret)).toMatchObject({
    event: 'agent.executed',
  });
  expect(await verifyWebhook(body, { 'x-fleetprompt-signature': hex }, secret)).toBeTruthy();
  await expect(
    verifyWebhook(body, { 'x-webhook-signature': `${hex?.slice(2)}00` }, secret),
  ).rejects.toMatchObject({ code: 'WEBHOOK_SIGNATURE_INVALID' });
  await expect(verifyWebhook(body, {}, secret)).rejects.toMatchObject({
    code: 'WEBHOOK_SIGNATURE_MISSING',
  });
});

test('a good hex signature does not save a bad standard one', async () => {
  const headers = { ...delivery([secret]), 'webhook-signature': 'v1,AAAA' };
  await expect(verifyWebhook(body, headers, secret)).rejects.toMatchObject({
    code: 'WEBHOOK_SIGNATURE_INVALID',
  });
});

test('during a rotation either secret verifies, and a list of secrets too', async () => {
  const headers = delivery(['new-secret-1', secret]);
  for (const key of ['new-secret-1', secret, ['unknown-secret', secret]])
    expect(await verifyWebhook(body, headers, key)).toBeTruthy();
});

test('signing gives the headers that the server gives', async () => {
  for (const key of [secret, 'plain-secret']) {
    const at = new Date();
    const timestamp = Math.floor(at.getTime() / 1000);
    const given = { id: 'evt_1', type: 'agent.executed', deliveryId: 'del_1', timestamp };
    expect(await signWebhook(body, key, given)).toEqual(delivery([key], at));
  }
});
