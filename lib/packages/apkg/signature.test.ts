import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicKeyPem, readPublicKey, verifySignature } from '@/lib/packages/apkg/signature';
import { nativePackage } from '@/lib/testing/apkg';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = publicKeyPem(publicKey);
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12);
const zip = nativePackage();
const signature = sign(null, zip, privateKey);
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetprompt-signature-'));
  path = join(folder, 'a.apkg');
  await writeFile(path, zip);
});
afterAll(() => rm(folder, { recursive: true }));

describe('verifySignature', () => {
  it('accepts the signature of the file in every spelling', async () => {
    const spellings = [
      signature,
      signature.toString('hex'),
      signature.toString('base64'),
      signature.toString('base64url'),
      `${signature.toString('base64')}\n`,
      Buffer.from(`${signature.toString('hex')}\n`),
    ];
    for (const one of spellings) expect(await verifySignature(pem, path, one)).toBe(true);
    expect(await verifySignature(publicKey, zip, signature)).toBe(true);
  });

  it('reads keys as PEM, hex, base64 and OpenSSH', async () => {
    const blob = Buffer.concat([Buffer.from('0000000b7373682d6564323535313900000020', 'hex'), raw]);
    const ssh = `ssh-ed25519 ${blob.toString('base64')} me@example.com`;
    for (const text of [pem, raw.toString('hex'), raw.toString('base64'), ssh]) {
      const key = readPublicKey(text);
      expect(key && publicKeyPem(key), text).toBe(pem);
      expect(await verifySignature(text, path, signature)).toBe(true);
    }
  });

  it('refuses other bytes, other keys and what is no signature', async () => {
    const changed = Buffer.from(zip);
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(await verifySignature(pem, changed, signature)).toBe(false);
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(await verifySignature(other, path, signature)).toBe(false);
    const flipped = Buffer.from(signature);
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    const bad = ['', 'x', signature.subarray(1), flipped, Buffer.alloc(64), 'A'.repeat(100_000)];
    for (const one of bad) expect(await verifySignature(pem, path, one)).toBe(false);
  });

  it('takes no key of another kind', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const x25519 = generateKeyPairSync('x25519').publicKey;
    const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    for (const text of [publicKeyPem(rsa), publicKeyPem(x25519), privatePem, '', 'hello', 'ab'])
      expect(readPublicKey(text)).toBeUndefined();
  });
});
