import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The DER head of an Ed25519 public key, before its 32 bytes (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** An Ed25519 public key: PEM, `ssh-ed25519 …`, or 32 bytes in base64 or hex. Undefined for anything else. */
export function readPublicKey(text: string): KeyObject | undefined {
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith('-----BEGIN PUBLIC KEY-----')) {
      const key = createPublicKey(trimmed);
      return key.asymmetricKeyType === 'ed25519' ? key : undefined;
    }
    const raw = trimmed.startsWith('ssh-ed25519 ') ? sshKey(trimmed) : decoded(trimmed, 32);
    if (!raw) return undefined;
    return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** The same key in one spelling, to be stored and compared. */
export const publicKeyPem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: 'spki' }).toString();

function sshKey(text: string): Buffer | undefined {
  const blob = Buffer.from(text.split(/\s+/)[1] ?? '', 'base64');
  return blob.length === 51 ? blob.subarray(19) : undefined;
}

function decoded(text: string, length: number): Buffer | undefined {
  const plain = text.trim();
  if (plain.length === length * 2 && /^[0-9a-f]+$/i.test(plain)) return Buffer.from(plain, 'hex');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(plain)) return undefined;
  const bytes = Buffer.from(plain, 'base64');
  return bytes.length === length ? bytes : undefined;
}

/** A detached signature as it is sent: 64 bytes, or those in base64 or hex. Undefined for anything else. */
export function readSignature(sent: Uint8Array | string): Buffer | undefined {
  if (typeof sent !== 'string' && sent.length === 64) return Buffer.from(sent);
  if (sent.length > 256) return undefined;
  return decoded(typeof sent === 'string' ? sent : Buffer.from(sent).toString('latin1'), 64);
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Whether `signature` is a detached Ed25519 signature (RFC 8032, as `openssl pkeyutl -sign -rawin` makes it) over all
 * bytes of the file, as uploaded, by `publicKey`. False for a malformed key or signature.
 */
export async function verifySignature(
  publicKey: string | KeyObject,
  file: string | Uint8Array,
  signature: Uint8Array | string,
): Promise<boolean> {
  const key = typeof publicKey === 'string' ? readPublicKey(publicKey) : publicKey;
  const bytes = readSignature(signature);
  if (key?.asymmetricKeyType !== 'ed25519' || !bytes) return false;
  if (typeof file !== 'string') return verify(null, file, key, bytes);
  // Ed25519 needs the whole message at once: one file at a time bounds the memory to one package.
  const turn = queue.then(async () => verify(null, await readFile(file), key, bytes));
  queue = turn.catch(() => {});
  return turn;
}
