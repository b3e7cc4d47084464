import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
  createHmac('sha256', key).update(data).digest();

/** Percent-encoding as Signature Version 4 wants it: everything but the unreserved characters. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const instant = (stamp: string): number => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
};

type Claim = { credential: string; signed: string[]; signature: string; date: string };

function claimOf(request: IncomingMessage, url: URL): (Claim & { expires?: number }) | undefined {
  const query = url.searchParams;
  if (query.has('X-Amz-Signature'))
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signed: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      signature: query.get('X-Amz-Signature') ?? '',
      date: query.get('X-Amz-Date') ?? '',
      expires: Number(query.get('X-Amz-Expires')),
    };
  const header = request.headers.authorization ?? '';
  const match = /Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)/.exec(header);
  if (!match) return undefined;
  const [, credential = '', signed = '', signature = ''] = match;
  const date = String(request.headers['x-amz-date'] ?? '');
  return { credential, signed: signed.split(';'), signature, date };
}

/** The error code of a bad AWS Signature Version 4, in the header or the query; nothing when it is good. */
export function signatureProblem(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  keys: { accessKeyId: string; secretAccessKey: string },
): string | undefined {
  const claim = claimOf(request, url);
  if (!claim) return 'AccessDenied';
  const [id, day = '', region = '', service = ''] = claim.credential.split('/');
  if (id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  const age = (Date.now() - instant(claim.date)) / 1000;
  if (claim.expires === undefined ? Math.abs(age) > 900 : age > claim.expires)
    return 'AccessDenied';

  const payload =
    claim.expires === undefined
      ? String(request.headers['x-amz-content-sha256'] ?? '')
      : 'UNSIGNED-PAYLOAD';
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== hash(body)) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = claim.signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const path = decodeURIComponent(url.pathname).split('/').map(encode).join('/');
  const canonical = [
    request.method,
    path,
    query,
    headers.join(''),
    claim.signed.join(';'),
    payload,
  ];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', claim.date, scope, hash(canonical.join('\n'))].join('\n');
  const key = ['aws4_request', service, region, day].reduceRight<Buffer | string>(
    (k, part) => hmac(k, part),
    `AWS4${keys.secretAccessKey}`,
  );
  return hmac(key, text).toString('hex') === claim.signature ? undefined : 'SignatureDoesNotMatch';
}
