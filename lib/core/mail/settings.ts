import { join } from 'node:path';
import { env } from '@/lib/core/env';

/** How to reach an SMTP server. Without `secure`: STARTTLS if offered, else plain. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte (port 465). */
  secure: boolean;
  user?: string;
  password?: string;
  /** False accepts any certificate. */
  verifyCertificate?: boolean;
}

export interface MailSettings {
  smtp: SmtpSettings | null;
  /** The sender of everything the application sends itself. */
  from: string;
  outbox: string;
}

type Source = Record<string, string | undefined>;

const NO_SMTP =
  'Mail cannot be sent: set SMTP_URL, or SMTP_HOST with SMTP_PORT, SMTP_USER, SMTP_PASSWORD and ' +
  'SMTP_FROM. The development outbox is not used in production.';

function portOf(text: string, name: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} must hold a port between 1 and 65535.`);
}

function fromUrl(text: string): SmtpSettings {
  // The value holds a password: no message may quote it.
  const wrong = () => new Error('SMTP_URL must look like smtp://user:password@host:587.');
  if (!URL.canParse(text)) throw wrong();
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  if ((url.protocol !== 'smtp:' && !secure) || url.hostname === '') throw wrong();
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : portOf(url.port, 'SMTP_URL'),
      secure,
      user: decodeURIComponent(url.username) || undefined,
      password: decodeURIComponent(url.password) || undefined,
      verifyCertificate: url.searchParams.get('tls.rejectUnauthorized') !== 'false',
    };
  } catch {
    throw wrong();
  }
}

function fromParts(source: Source): SmtpSettings | null {
  if (!source.SMTP_HOST) return null;
  const port = source.SMTP_PORT ? portOf(source.SMTP_PORT, 'SMTP_PORT') : 587;
  return {
    host: source.SMTP_HOST,
    port,
    secure: port === 465,
    user: source.SMTP_USER || undefined,
    password: source.SMTP_PASSWORD || undefined,
  };
}

/**
 * SMTP_URL, or SMTP_HOST, SMTP_PORT (587; 465 means TLS at once), SMTP_USER, SMTP_PASSWORD; and
 * SMTP_FROM, FLEETPROMPT_OUTBOX. Throws an `Error` with a sentence when one cannot be read.
 */
export function readMailSettings(source: Source = process.env): MailSettings {
  return {
    smtp: source.SMTP_URL ? fromUrl(source.SMTP_URL) : fromParts(source),
    from: source.SMTP_FROM || `FleetPrompt <no-reply@${new URL(env().baseUrl).hostname}>`,
    outbox: source.FLEETPROMPT_OUTBOX || join(process.cwd(), '.fleetprompt', 'outbox'),
  };
}

/** Where mail goes: `none` in production without SMTP. */
export function mailMode(): 'smtp' | 'outbox' | 'none' {
  if (readMailSettings().smtp) return 'smtp';
  return env().mode === 'production' ? 'none' : 'outbox';
}

/** What keeps mail from being sent, in a sentence; null when it can be sent. */
export function mailProblem(): string | null {
  try {
    return mailMode() === 'none' ? NO_SMTP : null;
  } catch (error) {
    return error instanceof Error ? error.message : NO_SMTP;
  }
}
