import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { env } from '@/lib/core/env';

/** SHA-256 in lower-case hex. */
export const sha256 = (value: string | Uint8Array): string =>
  createHash('sha256').update(value).digest('hex');

/** `bytes` random bytes in base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** Compares two secrets in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}

/** ENCRYPTION_KEY is `base64` or `id:base64,id:base64,…`; the first encrypts, all decrypt. */
function keys(): Map<string, Buffer> {
  const parts = env().ENCRYPTION_KEY.split(',').filter(Boolean);
  return new Map(
    parts.map((part) => {
      const at = part.indexOf(':');
      const [id, value] = at < 0 ? ['k1', part] : [part.slice(0, at), part.slice(at + 1)];
      const key = Buffer.from(value, 'base64');
      if (key.length !== 32) throw new Error('ENCRYPTION_KEY must be 32 bytes in base64.');
      return [id, key];
    }),
  );
}

/**
 * AES-256-GCM: `[1 byte id length][id][12 byte nonce][16 byte tag][ciphertext]`.
 * `place` (organization, row, column) is bound as associated data, so a value can't be moved to another place.
 */
export function encrypt(plain: Uint8Array | string, place: string[]): Buffer {
  const first = keys().entries().next().value;
  if (!first) throw new Error('ENCRYPTION_KEY is not set.');
  const [id, key] = first;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(place.join('\u0000')));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([
    Buffer.from([id.length]),
    Buffer.from(id),
    nonce,
    cipher.getAuthTag(),
    body,
  ]);
}

/** The inverse of `encrypt`; throws when the key is unknown, the place differs or a bit was changed. */
export function decrypt(sealed: Uint8Array, place: string[]): Buffer {
  const data = Buffer.from(sealed);
  const idLength = data[0] ?? 0;
  const id = data.subarray(1, 1 + idLength).toString();
  const key = keys().get(id);
  if (!key) throw new Error(`No encryption key named ${id}.`);
  const nonce = data.subarray(1 + idLength, 13 + idLength);
  const tag = data.subarray(13 + idLength, 29 + idLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place.join('\u0000')));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(data.subarray(29 + idLength)), decipher.final()]);
}

/** The id of the key that seals from now on. */
export function presentKey(): string {
  const [id] = keys().keys();
  if (id === undefined) throw new Error('ENCRYPTION_KEY is not set.');
  return id;
}

/** The same secret, sealed with the present key. Throws as `decrypt` does. */
export const reseal = (sealed: Uint8Array, place: string[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encrypt(decrypt(sealed, place), place));
