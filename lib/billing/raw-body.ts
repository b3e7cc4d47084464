import { fail } from '@/lib/core/errors';

/** Stripe's events are a few kilobytes. */
const MOST_BYTES = 1024 * 1024;
const ARRIVAL_MS = 15_000;

/** The exact bytes of a request. Throws PAYLOAD_TOO_LARGE, REQUEST_TIMEOUT. */
export async function rawBody(request: Request, signal: AbortSignal): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const late = AbortSignal.timeout(ARRIVAL_MS);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  const both = AbortSignal.any([signal, late]);
  both.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (late.aborted) fail('REQUEST_TIMEOUT');
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > MOST_BYTES) fail('PAYLOAD_TOO_LARGE', `The body may hold ${MOST_BYTES} bytes.`);
      chunks.push(value);
    }
  } finally {
    both.removeEventListener('abort', stop);
    reader.cancel().catch(() => {});
  }
}
