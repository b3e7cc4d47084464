import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { env } from '@/lib/core/env';
import type { Mail } from './message';
import { mailProblem, readMailSettings } from './settings';

export interface OutboxEntry {
  id: string;
  to: string[];
  subject: string;
  /** ISO 8601. */
  date: string;
}

export interface OutboxMail extends OutboxEntry {
  messageId: string;
  text: string;
  html: string | null;
}

// Time first, so that names sort by age; nothing in it can climb out of the folder.
const ID = /^\d{13}-[0-9a-f]{12}$/;

/** The outbox is for development: in production anybody's links would lie on a disk, unsent. */
function folder(): string {
  if (env().mode === 'production') {
    throw new Error(mailProblem() ?? 'The development outbox is not available in production.');
  }
  return readMailSettings().outbox;
}

/** Writes a mail as `<id>.eml`, and beside it the same as JSON for the page that lists them. */
export async function writeToOutbox(from: string, mail: Mail & { to: string[] }) {
  const directory = folder();
  const date = new Date();
  const id = `${date.getTime()}-${randomBytes(6).toString('hex')}`;
  // Composed here, because nodemailer would break links apart in quoted-printable.
  const part = (type: string, content: string) => ({
    raw: `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${content}`,
  });
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message, messageId } = await composer.sendMail({
    from,
    to: mail.to.map((address) => ({ name: '', address })),
    subject: mail.subject,
    date,
    alternatives: [
      part('text/plain', mail.text),
      ...(mail.html === undefined ? [] : [part('text/html', mail.html)]),
    ],
    messageId: mail.messageId && `<${mail.messageId}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bare = messageId.replace(/^<|>$/g, '');
  const entry: OutboxMail = {
    id,
    to: mail.to,
    subject: mail.subject,
    date: date.toISOString(),
    messageId: bare,
    text: mail.text,
    html: mail.html ?? null,
  };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(join(directory, `${id}.eml`), message as Buffer, { mode: 0o600 });
  // Renamed into place, so that a reader never sees half of it.
  await writeFile(join(directory, `${id}.part`), JSON.stringify(entry), { mode: 0o600 });
  await rename(join(directory, `${id}.part`), join(directory, `${id}.json`));
  return { id, messageId: bare };
}

/** The newest mails first, at most `limit`. */
export async function listOutbox(limit = 50): Promise<OutboxEntry[]> {
  const names = await readdir(folder()).catch(() => []);
  const ids = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => ID.test(id))
    .sort()
    .reverse()
    .slice(0, limit);
  const mails = await Promise.all(ids.map(readOutbox));
  return mails.flatMap((mail) =>
    mail ? [{ id: mail.id, to: mail.to, subject: mail.subject, date: mail.date }] : [],
  );
}

/** One mail; null when there is none with this id, or when the id is not one of ours. */
export async function readOutbox(id: string): Promise<OutboxMail | null> {
  const directory = folder();
  if (!ID.test(id)) return null;
  try {
    return JSON.parse(await readFile(join(directory, `${id}.json`), 'utf8')) as OutboxMail;
  } catch {
    return null;
  }
}
