import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { dispatch } from '@/lib/api/dispatch';

/** The DER head of an Ed25519 private key, before its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const PUBLISHER = 'publisher';

/** A key pair that is the same whenever it is made from the same word: for tests only. */
export function keyOf(word: string) {
  const seed = createHash('sha256').update(word).digest();
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    sign: (bytes: Uint8Array) => sign(null, bytes, key),
  };
}

export interface Sent {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
  json: any;
  headers: Headers;
}

/** Sends a form as `curl -F` does: the fields in the order given, bytes as files. */
export async function sendForm(
  path: string,
  headers: Record<string, string>,
  fields: [string, string | Uint8Array][],
): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), `${name}.apkg`);
  const request = new Request(`http://localhost${path}`, { method: 'POST', headers, body: form });
  const response = await dispatch(request);
  const text = await response.text();
  return {
    status: response.status,
    json: text ? JSON.parse(text) : undefined,
    headers: response.headers,
  };
}
