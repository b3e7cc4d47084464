import { createHmac, hkdfSync } from 'node:crypto';
import { sameSecret } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';

/** What a link of our own allows, until when. */
export type FileGrant = {
  method: 'GET' | 'PUT';
  key: string;
  /** GET: the name that the browser saves the file under. */
  filename?: string;
  contentType?: string;
  /** PUT: at most this many bytes. */
  maxBytes?: number;
  /** PUT: exactly this many bytes. */
  size?: number;
};

type Payload = {
  m: 'GET' | 'PUT';
  k: string;
  e: number;
  f?: string;
  t?: string;
  x?: number;
  s?: number;
};

let derived: { secret: string; key: Buffer } | undefined;

function signature(text: string): string {
  const secret = env().AUTH_SECRET;
  if (!secret) throw new Error('AUTH_SECRET is not set: links to files cannot be signed.');
  if (derived?.secret !== secret) {
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'fleetprompt file links', 32));
    derived = { secret, key };
  }
  return createHmac('sha256', derived.key).update(text).digest('base64url');
}

/** The path under which `serveSigned` answers. */
export const FILES_PATH = '/api/files/';

/** An absolute link to a file, good for `expiresSeconds` from now and for nothing but what it says. */
export function signFileUrl(grant: FileGrant & { expiresSeconds: number }): string {
  const payload: Payload = {
    m: grant.method,
    k: grant.key,
    e: Math.floor(Date.now() / 1000) + grant.expiresSeconds,
    f: grant.filename,
    t: grant.contentType,
    x: grant.maxBytes,
    s: grant.size,
  };
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${env().baseUrl}${FILES_PATH}${body}.${signature(body)}`;
}

/** The grant in the last segment of a link, or undefined when it is forged, changed or expired. */
export function verifyFileUrl(token: string): (FileGrant & { expiresAt: Date }) | undefined {
  const [body, mac, ...rest] = token.split('.');
  if (!body || !mac || rest.length > 0 || token.length > 4096) return undefined;
  if (!sameSecret(mac, signature(body))) return undefined;
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as Payload;
  if (payload.e * 1000 <= Date.now()) return undefined;
  return {
    method: payload.m,
    key: payload.k,
    filename: payload.f,
    contentType: payload.t,
    maxBytes: payload.x,
    size: payload.s,
    expiresAt: new Date(payload.e * 1000),
  };
}
