import { AppError, fail } from '@/lib/core/errors';

const ARRIVAL_MS = 15_000;

/** Reads a body of at most `limit` bytes within 15 s. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) fail('PAYLOAD_TOO_LARGE', tooLarge(limit));
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('REQUEST_TIMEOUT')), ARRIVAL_MS);
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > limit) fail('PAYLOAD_TOO_LARGE', tooLarge(limit));
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_REQUEST', 'The body ended before it was complete.');
  } finally {
    clearTimeout(timer);
  }
}

const tooLarge = (limit: number) => `The body may hold at most ${limit} bytes.`;

export const JSON_API = 'application/vnd.api+json';

/** The JSON in a body; `undefined` for an empty one. */
export function parseJson(body: Buffer, contentType: string | null): unknown {
  if (body.length === 0) return undefined;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== JSON_API)
    fail(
      'UNSUPPORTED_MEDIA_TYPE',
      `Send application/json, not ${type || 'a body without a Content-Type'}.`,
    );
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : 'not UTF-8';
    fail('MALFORMED_JSON', `The body is not valid JSON: ${why.slice(0, 200)}`);
  }
}
