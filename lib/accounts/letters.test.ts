import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Letter, write } from '@/lib/accounts/letters';
import { deliverLetter } from '@/lib/accounts/post-letter';
import { encrypt } from '@/lib/core/crypto';
import { overrideEnv } from '@/lib/core/env';
import { listOutbox, readOutbox } from '@/lib/core/mail/outbox';

let folder = '';
let restore = () => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
  vi.stubEnv('FLEETPROMPT_OUTBOX', folder);
  vi.stubEnv('SMTP_URL', '');
  vi.stubEnv('SMTP_HOST', '');
  restore = overrideEnv({ mode: 'development', baseUrl: 'https://fleet.example' });
});
afterEach(async () => {
  restore();
  await rm(folder, { recursive: true, force: true });
});

const token = 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY';
const to = 'ada@example.com';
const seal = (letter: Letter, place = to) =>
  encrypt(JSON.stringify(letter), ['accounts', 'mail', place]).toString('base64');

it('a sealed letter arrives with a whole link to the configured origin', async () => {
  const letter: Letter = {
    about: 'invitation',
    token,
    organization: 'Acme <b>',
    inviter: 'Bob',
    role: 'member',
  };
  await deliverLetter(null, { to, sealed: seal(letter) });
  const [entry] = await listOutbox();
  const mail = await readOutbox(entry?.id as string);
  expect(mail?.to).toEqual([to]);
  expect(mail?.subject).toBe('Join Acme <b> on FleetPrompt');
  expect(mail?.text).toContain(`https://fleet.example/invite?token=${token}`);
  expect(mail?.html).not.toContain('<b>');
});

it('a letter sealed for one address cannot be sent to another', async () => {
  const sealed = seal({ about: 'reset_password', token });
  await expect(deliverLetter(null, { to: 'eve@example.com', sealed })).rejects.toThrow();
  expect(await listOutbox()).toEqual([]);
});

it('every letter says what to do, and only those with a token carry one', () => {
  const letters: Letter[] = [
    { about: 'verify_email', token },
    { about: 'reset_password', token },
    { about: 'account_exists' },
    { about: 'password_changed' },
  ];
  for (const letter of letters) {
    const { subject, button } = write(letter);
    expect(subject.length).toBeGreaterThan(5);
    expect(button?.url.includes(token)).toBe('token' in letter);
    expect(button?.url.startsWith('https://fleet.example/')).toBe(true);
  }
});
