import { pipeline, type Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';
import { EgressError } from './error';

const ignore = () => {};

/** Ends a body that nobody reads any more, together with its connection. */
export function discard(body: Readable): void {
  body.on('error', ignore);
  body.destroy();
}

function decoder(encoding: string): Transform | null {
  // Without flushing, events of a compressed event stream would be held back.
  const flush = { flush: zlib.constants.Z_SYNC_FLUSH };
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip(flush);
  if (encoding === 'deflate') return zlib.createInflate(flush);
  if (encoding === 'br') {
    return zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH });
  }
  return null;
}

function meter(limit: number, where: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen <= limit) return done(null, chunk);
      done(new EgressError('EGRESS_TOO_LARGE', `${where} sent more than is accepted.`));
    },
  });
}

/**
 * The body without its content encoding. One encoding at most: stacked ones only occur in attacks,
 * where an inner layer burns time without any output that a cap could see.
 * `limit`: bytes wanted after decoding; the encoded body may not be longer than twice that.
 */
export function decoded(
  body: Readable,
  contentEncoding: string | null,
  limit: number,
  where: string,
): Readable {
  const encodings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 1) {
    discard(body);
    const message = `${where} compressed its answer more than once, which is not accepted.`;
    throw new EgressError('EGRESS_PROTOCOL', message);
  }
  const decode = encodings[0] === undefined ? null : decoder(encodings[0]);
  if (decode === null) return body;
  return pipeline(body, meter(2 * limit + 65_536, where), decode, ignore);
}
