import tls from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { selfSigned } from '@/lib/testing/vendors/certificate';
import { SmtpServer, type SmtpServerOptions, type SmtpStage } from '@/lib/testing/vendors/smtp';
import type { Mail } from './message';
import { sendMail } from './send';
import type { SmtpSettings } from './settings';
import { sendBySmtp } from './smtp';

const servers: SmtpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(options: SmtpServerOptions = {}) {
  const server = await new SmtpServer(options).start();
  servers.push(server);
  return server;
}

const MAIL: Mail = { to: 'ada@example.com', subject: 'Hello', text: 'One line\n' };

interface SendSettings extends Partial<SmtpSettings> {
  allow?: string;
  timeoutMs?: number;
}

/** Sends to a test server the way the operator's own server is reached. */
function send(server: SmtpServer, mail = MAIL, settings: SendSettings = {}) {
  const { timeoutMs, allow = '127.0.0.1', ...more } = settings;
  const smtp = { host: '127.0.0.1', port: server.port, secure: false, ...more };
  return sendBySmtp(smtp, 'Fleet <from@example.com>', mail, { allow, timeoutMs });
}

test('a mail arrives with its sender, recipients, subject, both bodies and its id', async () => {
  const server = await serve();
  const sent = await send(server, {
    to: ['ada@example.com', 'bob@example.com'],
    subject: 'Grüße, with a very long subject that has to be folded over more than one header line',
    text: 'First\n.\n..hidden dots\n.end\n',
    html: '<p>Hi</p>',
    messageId: 'attempt-1@fleet.example',
  });
  expect(sent).toEqual({ messageId: 'attempt-1@fleet.example', rejected: [] });
  expect(server.mails).toHaveLength(1);
  const [mail] = server.mails;
  expect(mail).toMatchObject({
    from: 'from@example.com',
    to: ['ada@example.com', 'bob@example.com'],
    secure: false,
  });
  expect(mail?.data).toContain('Message-ID: <attempt-1@fleet.example>');
  expect(mail?.data).toContain('To: ada@example.com, bob@example.com');
  expect(mail?.data).toContain('Subject: =?UTF-8?');
  expect(mail?.data).toContain('First\r\n.\r\n..hidden dots\r\n.end\r\n');
  expect(mail?.data).toContain('<p>Hi</p>');
});

test('STARTTLS is used when offered, and AUTH waits for it', async () => {
  const account = { user: 'fleet', password: 'pässword' };
  const server = await serve({ certificate: selfSigned(['test.example']), account });
  await send(server, MAIL, { ...account, verifyCertificate: false });
  expect(server.mails).toMatchObject([{ secure: true, user: 'fleet' }]);
  expect(server.commands.indexOf('STARTTLS')).toBeLessThan(server.commands.indexOf('AUTH PLAIN'));
});

test('a certificate that is not trusted ends the conversation before any secret', async () => {
  const account = { user: 'fleet', password: 'right' };
  const server = await serve({ certificate: selfSigned(['test.example']), account });
  const failing = send(server, MAIL, account);
  await expect(failing).rejects.toMatchObject({ name: 'MailError', transient: true });
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  expect(server.mails).toEqual([]);
});

test('the certificate must be for the name, though the connection goes to the address', async () => {
  const right = selfSigned(['localhost']);
  const wrong = selfSigned(['other.example']);
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, right.cert, wrong.cert]);
  try {
    for (const implicitTls of [false, true]) {
      const settings = { host: 'localhost', secure: implicitTls };
      const trusted = await serve({ certificate: right, implicitTls });
      const allow = `localhost:${trusted.port}`;
      await send(trusted, MAIL, { ...settings, allow });
      expect(trusted.mails).toMatchObject([{ secure: true }]);
      const other = await serve({ certificate: wrong, implicitTls });
      const failing = send(other, MAIL, { ...settings, allow: `localhost:${other.port}` });
      await expect(failing).rejects.toMatchObject({ name: 'MailError' });
      expect(other.mails).toEqual([]);
    }
  } finally {
    tls.setDefaultCACertificates(before);
  }
});

test('TLS from the first byte works too', async () => {
  const server = await serve({ certificate: selfSigned(['test.example']), implicitTls: true });
  await send(server, MAIL, { secure: true, verifyCertificate: false });
  expect(server.mails).toMatchObject([{ secure: true }]);
});

test('a server without STARTTLS is spoken to in plain', async () => {
  const account = { user: 'fleet', password: 'right' };
  const server = await serve({ account, mechanisms: ['LOGIN'] });
  await send(server, MAIL, account);
  expect(server.commands).toContain('AUTH LOGIN');
  expect(server.mails).toMatchObject([{ secure: false, user: 'fleet' }]);
});

test('a wrong password is told without the password', async () => {
  const server = await serve({ account: { user: 'fleet', password: 'right' } });
  server.faults.set('AUTH', '535 5.7.8 s3cret is wrong');
  const failing = send(server, MAIL, { user: 'fleet', password: 's3cret' });
  await expect(failing).rejects.toMatchObject({
    transient: false,
    status: 535,
    message: expect.not.stringContaining('s3cret'),
  });
});

test.each<[SmtpStage, string, boolean, number | undefined]>([
  ['CONNECT', '421 4.3.2 shutting down', true, 421],
  ['CONNECT', '554 5.7.1 go away', false, 554],
  ['MAIL', '451 4.3.0 try later', true, 451],
  ['RCPT', '450 4.2.1 mailbox busy', true, 450],
  ['RCPT', '550 5.1.1 no such user', false, 550],
  ['DATA', '452 4.3.1 no space', true, 452],
  ['BODY', '554 5.6.0 refused', false, 554],
  ['CONNECT', 'close', true, undefined],
  ['EHLO', 'close', true, undefined],
  ['BODY', 'close', true, undefined],
])('%s answered by "%s" fails with transient %s', async (stage, fault, transient, status) => {
  const server = await serve();
  server.faults.set(stage, fault);
  await expect(send(server)).rejects.toMatchObject({ name: 'MailError', transient, status });
  expect(server.mails).toEqual([]);
});

test.each<SmtpStage>(['CONNECT', 'EHLO', 'DATA', 'BODY'])(
  'a server that hangs at %s is given up after the total time',
  async (stage) => {
    const server = await serve();
    server.faults.set(stage, 'hang');
    const failing = send(server, MAIL, { timeoutMs: 150 });
    await expect(failing).rejects.toMatchObject({ transient: true });
    expect(server.mails).toEqual([]);
  },
);

test.each([
  { subject: 'Hi\r\nBcc: eve@example.com' },
  { subject: 'Hi\nBcc: eve@example.com' },
  { subject: 'Hi\u2028there' },
  { subject: 'x'.repeat(501) },
  { to: 'ada@example.com\r\nBcc: eve@example.com' },
  { to: 'ada@example.com, eve@example.com' },
  { to: 'ada@example.com;eve@example.com' },
  { to: 'Ada <ada@example.com>' },
  { to: 'ada@example.com> RCPT TO:<eve@example.com' },
  { to: ['ada@example.com', 'not an address'] },
  { to: [] },
  { to: '' },
  { messageId: 'a@b>\r\nBcc: eve@example.com' },
])('%o is refused before anything is sent', async (change) => {
  const server = await serve();
  const failing = send(server, { ...MAIL, ...change });
  await expect(failing).rejects.toMatchObject({ name: 'MailError', transient: false });
  expect(server.commands).toEqual([]);
});

test('the egress guard holds for hosts that a user gave', async () => {
  const server = await serve();
  for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::1]', '::ffff:127.0.0.1']) {
    const smtp = { host, port: server.port, secure: false };
    const failing = sendBySmtp(smtp, 'from@example.com', MAIL);
    await expect(failing, host).rejects.toMatchObject({ name: 'MailError', transient: false });
  }
  expect(server.commands).toEqual([]);
});

test("the operator's own server is reached wherever it is, by URL or by parts", async () => {
  const server = await serve({ account: { user: 'fleet@x', password: 'p:w/d' } });
  vi.stubEnv('SMTP_FROM', 'Fleet <hello@fleet.example>');
  vi.stubEnv('SMTP_URL', `smtp://fleet%40x:p%3Aw%2Fd@localhost:${server.port}`);
  await sendMail(MAIL);
  vi.stubEnv('SMTP_URL', '');
  vi.stubEnv('SMTP_HOST', '127.0.0.1');
  vi.stubEnv('SMTP_PORT', String(server.port));
  vi.stubEnv('SMTP_USER', 'fleet@x');
  vi.stubEnv('SMTP_PASSWORD', 'p:w/d');
  await sendMail(MAIL);
  const expected = { from: 'hello@fleet.example', user: 'fleet@x' };
  expect(server.mails).toMatchObject([expected, expected]);
});
