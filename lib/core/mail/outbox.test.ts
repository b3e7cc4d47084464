import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { renderMail } from './layout';
import { listOutbox, readOutbox } from './outbox';
import { sendMail } from './send';
import { mailMode, mailProblem, readMailSettings } from './settings';

let directory = '';
let restore = () => {};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outbox-'));
  vi.stubEnv('FLEETPROMPT_OUTBOX', join(directory, 'outbox'));
  vi.stubEnv('SMTP_URL', '');
  vi.stubEnv('SMTP_HOST', '');
  restore = overrideEnv({ mode: 'development', baseUrl: 'https://fleet.example' });
});
afterEach(async () => {
  restore();
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

const url = 'https://fleet.example/verify?token=a-very-long-token-0123456789abcdef0123456789&x=1';

test('without SMTP a mail becomes an .eml file whose link is whole', async () => {
  expect(mailMode()).toBe('outbox');
  const content = renderMail({
    heading: 'Verify your e-mail',
    paragraphs: ['Grüße'],
    button: { label: 'Verify', url },
  });
  const mail = { to: 'ada@example.com', subject: 'Grüße', ...content };
  const { messageId } = await sendMail(mail);
  expect(messageId).toMatch(/@fleet\.example$/);
  const folder = join(directory, 'outbox');
  const eml = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  expect(eml).toHaveLength(1);
  const text = await readFile(join(folder, eml[0] as string), 'utf8');
  expect(text).toContain('To: ada@example.com');
  expect(text).toContain('From: FleetPrompt <no-reply@fleet.example>');
  expect(text).toContain(url);
  expect(text).toContain('Grüße');
  expect((await stat(join(folder, eml[0] as string))).mode & 0o077).toBe(0);
});

test('the newest mails are listed first, up to the limit, and can be read', async () => {
  expect(await listOutbox()).toEqual([]);
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    for (const number of [1, 2, 3]) {
      vi.setSystemTime(1_800_000_000_000 + number);
      await sendMail({ to: 'ada@example.com', subject: `Mail ${number}`, text: `Text ${number}` });
    }
  } finally {
    vi.useRealTimers();
  }
  const listed = await listOutbox(2);
  expect(listed.map((mail) => mail.subject)).toEqual(['Mail 3', 'Mail 2']);
  const read = await readOutbox(listed[0]?.id ?? '');
  expect(read).toMatchObject({ to: ['ada@example.com'], text: 'Text 3', html: null });
});

test('no id leads out of the outbox', async () => {
  await sendMail({ to: 'ada@example.com', subject: 'x', text: 'x' });
  await writeFile(join(directory, 'secret.json'), '{"id":"secret"}');
  for (const id of [
    '../secret',
    '..%2fsecret',
    '/etc/passwd',
    '',
    '.',
    'secret\0',
    '../outbox/x',
  ]) {
    expect(await readOutbox(id)).toBeNull();
  }
});

test('in production the outbox is refused with a sentence that says what to set', async () => {
  restore();
  restore = overrideEnv({ mode: 'production' });
  expect(mailMode()).toBe('none');
  expect(mailProblem()).toContain('SMTP_HOST');
  const mail = { to: 'ada@example.com', subject: 'x', text: 'x' };
  await expect(sendMail(mail)).rejects.toMatchObject({ name: 'MailError', transient: false });
  await expect(listOutbox()).rejects.toThrow(/SMTP_URL/);
  await expect(readOutbox('1800000000000-000000000000')).rejects.toThrow(/SMTP_URL/);
  expect(await readdir(directory)).toEqual([]);
  vi.stubEnv('SMTP_HOST', 'mail.example');
  expect([mailMode(), mailProblem()]).toEqual(['smtp', null]);
});

test('SMTP settings are read in both forms, and their mistakes are told without the password', () => {
  expect(readMailSettings({ SMTP_URL: 'smtps://u%40x:p%2Fw@mail.example' }).smtp).toEqual({
    host: 'mail.example',
    port: 465,
    secure: true,
    user: 'u@x',
    password: 'p/w',
    verifyCertificate: true,
  });
  expect(readMailSettings({ SMTP_URL: 'smtp://[::1]:25' }).smtp).toMatchObject({ host: '::1' });
  expect(readMailSettings({ SMTP_HOST: 'm' }).smtp).toMatchObject({ port: 587, secure: false });
  expect(readMailSettings({ SMTP_HOST: 'm', SMTP_PORT: '465' }).smtp?.secure).toBe(true);
  for (const SMTP_URL of [
    'http://u:s3cret@m',
    'u:s3cret@m',
    'smtp://u:s3cret@m:0',
    'smtp://u:s3cret%ZZ@m',
  ]) {
    expect(() => readMailSettings({ SMTP_URL })).toThrow(/^(?!.*s3cret).*SMTP_URL must/);
  }
  expect(() => readMailSettings({ SMTP_HOST: 'm', SMTP_PORT: 'x' })).toThrow(/SMTP_PORT must/);
});

test('the layout escapes everything and refuses a button that is no web address', () => {
  const evil = '<script>alert("1")</script>&\'';
  const { html, text } = renderMail({
    heading: evil,
    paragraphs: [evil, 'plain'],
    button: { label: evil, url: 'https://fleet.example/?a="><script>&b=1' },
    footer: evil,
  });
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
  expect(html).toContain('href="https://fleet.example/?a=%22%3E%3Cscript%3E&amp;b=1"');
  expect(text).toContain(`${evil}\n\nplain`);
  expect(text).toContain('https://fleet.example/?a=%22%3E%3Cscript%3E&b=1');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'nonsense']) {
    const button = { label: 'x', url: bad };
    expect(() => renderMail({ heading: 'x', paragraphs: [], button })).toThrow();
  }
});
