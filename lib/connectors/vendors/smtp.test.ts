import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import { testConnector } from '@/lib/connectors/test-connection';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { selfSigned } from '@/lib/testing/vendors/certificate';
import { SmtpServer, type SmtpServerOptions } from '@/lib/testing/vendors/smtp';

let drop: () => Promise<void>;
let ctx: Ctx;
const servers: SmtpServer[] = [];
const ACCOUNT = { user: 'fleet@example.com', password: 'right-password-1' };

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ EGRESS_ALLOW: '127.0.0.1' });
  ({ ctx } = await makeOrganization());
});
afterAll(() => drop());
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function connect(options: SmtpServerOptions = { account: ACCOUNT }, data = {}, config = {}) {
  const server = await new SmtpServer(options).start();
  servers.push(server);
  const credentialId = await makeCredential(ctx, {
    provider: 'smtp',
    data: { host: '127.0.0.1', port: server.port, ...ACCOUNT, ...data },
  });
  const connectorId = await makeConnector(ctx, { type: 'smtp', credentialId, config });
  const send = (input: JsonObject, more = {}) =>
    runAction(
      ctx,
      { connectorId, action: 'send_email', input: { subject: 'Hello', text: 'Hi', ...input } },
      { idempotencyKey: 'run-1 step-1', usedBy: { type: 'execution', id: 'x' }, ...more },
    );
  return { server, connectorId, send };
}

const failing = (promise: Promise<unknown>): Promise<ConnectorError['error']> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );

test('a mail goes to all recipients, from the connector’s sender, with copies and a reply address', async () => {
  const { server, send } = await connect(undefined, {}, { from: 'Fleet <no-reply@example.com>' });
  const sent = await send({
    to: ['Ada <ada@example.com>', 'bob@example.com'],
    cc: 'carol@example.com',
    bcc: 'dave@example.com',
    replyTo: 'help@example.com',
    html: '<p>Hi</p>',
  });
  expect(sent).toEqual({
    messageId: expect.stringMatching(/^[\da-f]{40}@example\.com$/),
    accepted: ['ada@example.com', 'bob@example.com', 'carol@example.com', 'dave@example.com'],
    rejected: [],
  });
  const [mail] = server.mails;
  expect(mail).toMatchObject({ from: 'no-reply@example.com', user: ACCOUNT.user });
  expect(mail?.to).toHaveLength(4);
  expect(mail?.data).toMatch(/^To: Ada <ada@example\.com>, bob@example\.com/m);
  expect(mail?.data).toMatch(/^Reply-To: help@example\.com/m);
  expect(mail?.data).not.toContain('dave');
  expect(mail?.data).toContain('<p>Hi</p>');
});

test('every attempt at the same mail has the same Message-ID, another step another one', async () => {
  const { server, send } = await connect();
  for (const idempotencyKey of ['k1', 'k1', 'k2'])
    await send({ to: 'a@example.com' }, { idempotencyKey });
  const ids = server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail.data)?.[1]);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('the password waits for STARTTLS, and a certificate that nobody trusts ends it before', async () => {
  const { server, send } = await connect({
    account: ACCOUNT,
    certificate: selfSigned(['mail.example']),
  });
  const error = await failing(send({ to: 'a@example.com' }));
  expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false });
  expect(server.commands).toContain('STARTTLS');
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  expect(server.mails).toEqual([]);
});

test('a wrong password is said so, and neither it nor the server’s echo of it is shown', async () => {
  const { server, send, connectorId } = await connect(undefined, { password: 'wrong-password-9' });
  server.faults.set('AUTH', '535 5.7.8 wrong-password-9 is wrong');
  const error = await failing(send({ to: 'a@example.com' }));
  expect(error).toMatchObject({ code: 'AUTHENTICATION_FAILED', status: 535, retryable: false });
  expect(JSON.stringify(error)).not.toContain('wrong-password-9');
  const tested = await testConnector(ctx, connectorId);
  expect(tested).toMatchObject({ ok: false, code: 'AUTHENTICATION_FAILED' });
  expect(JSON.stringify(tested)).not.toContain('wrong-password-9');
});

test.each([
  ['MAIL', '450 4.2.1 busy', 'UNAVAILABLE', true],
  ['RCPT', '550 5.1.1 no such user', 'VENDOR_REFUSED', false],
  ['BODY', '552 5.3.4 too big', 'VENDOR_REFUSED', false],
  ['DATA', 'close', 'NETWORK', true],
  ['CONNECT', '421 4.3.2 closing', 'UNAVAILABLE', true],
] as const)('%s answered with "%s" is %s', async (stage, fault, code, retryable) => {
  const { server, send } = await connect();
  server.faults.set(stage, fault);
  expect(await failing(send({ to: 'a@example.com' }))).toMatchObject({ code, retryable });
  expect(server.mails).toEqual([]);
});

test('a server that falls silent holds nobody beyond the time', async () => {
  const { server, send } = await connect();
  server.faults.set('DATA', 'hang');
  expect(await failing(send({ to: 'a@example.com' }, { timeoutMs: 150 }))).toMatchObject({
    code: 'TIMEOUT',
    retryable: true,
  });
});

test('no value adds a header or a recipient', async () => {
  const { server, send } = await connect();
  const bad: JsonObject[] = [
    { to: 'a@example.com\r\nBcc: evil@example.com' },
    { to: 'a@example.com, evil@example.com' },
    { to: 'a@example.com', subject: 'x\r\nBcc: evil@example.com' },
    { to: 'a@example.com', from: 'x@example.com>\r\nX: y' },
    { to: [] },
  ];
  for (const input of bad) expect((await failing(send(input))).code).toBe('INVALID_INPUT');
  expect(server.mails).toEqual([]);
});

test('the test of a connection signs in and sends nothing', async () => {
  const { server, connectorId } = await connect();
  expect(await testConnector(ctx, connectorId)).toMatchObject({ ok: true });
  expect(server.commands.map((line) => line.split(' ')[0])).toContain('AUTH');
  expect(server.mails).toEqual([]);
});
