import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (date: Date) => {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
};
const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x04, value));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_ALT_NAME = '551d11';
const DAY_MS = 86_400_000;

/**
 * A self-signed certificate for DNS names, made anew at each call so that no private key lies in
 * the repository. Valid for a day. Both values are PEM.
 */
export function selfSigned(names: string[]): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // Issuers are looked up by subject: two certificates trusted at once must not share one.
  const subjectName = `Test ${randomBytes(6).toString('hex')}`;
  const commonName = sequence(oid(COMMON_NAME), der(0x0c, Buffer.from(subjectName)));
  const subject = sequence(der(0x31, commonName));
  const altNames = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  const authority = sequence(der(0x01, Buffer.from([0xff])));
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    subject,
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + DAY_MS))),
    subject,
    publicKey.export({ format: 'der', type: 'spki' }),
    der(
      0xa3,
      sequence(extension(SUBJECT_ALT_NAME, altNames), extension(BASIC_CONSTRAINTS, authority)),
    ),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  const certificate = sequence(body, ECDSA_SHA256, der(0x03, signature)).toString('base64');
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
