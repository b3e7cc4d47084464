import { createHash } from 'node:crypto';

export interface Digested {
  /** the request, whose body is digested as it is read */
  request: Request;
  /** of the whole body; null when it was not read to its end */
  digest(): string | null;
}

/**
 * Digests a body on its way to whoever reads it, so that nothing of it is held. The boundary of a form is left
 * out: clients draw another one each time they send the same form.
 */
export function digested(request: Request): Digested {
  if (!request.body) return { request, digest: () => '' };
  const hash = createHash('sha256');
  const boundary = boundaryOf(request.headers.get('content-type'));
  let rest: Buffer = Buffer.alloc(0);
  let result: string | null = null;
  const add = (chunk: Uint8Array, last: boolean) => {
    rest = Buffer.concat([rest, chunk]);
    for (let at = find(); at >= 0; at = find()) {
      hash.update(rest.subarray(0, at)).update('\0boundary\0');
      rest = rest.subarray(at + (boundary as Buffer).length);
    }
    // A boundary may have begun in what is left.
    const kept = last ? 0 : Math.min(rest.length, Math.max(0, (boundary?.length ?? 0) - 1));
    hash.update(rest.subarray(0, rest.length - kept));
    rest = rest.subarray(rest.length - kept);
  };
  const find = () => (boundary ? rest.indexOf(boundary) : -1);
  const passing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      add(chunk, false);
      controller.enqueue(chunk);
    },
    flush() {
      add(new Uint8Array(), true);
      result = hash.digest('hex');
    },
  });
  const { url, method, headers, signal } = request;
  const body = request.body.pipeThrough(passing);
  const init = { method, headers, signal, body, duplex: 'half' };
  return { request: new Request(url, init as RequestInit), digest: () => result };
}

/** The digest of a body that nobody else reads. */
export async function digestOf(request: Request): Promise<string | null> {
  const { request: passing, digest } = digested(request);
  if (passing.body) for await (const _ of passing.body as unknown as AsyncIterable<Uint8Array>);
  return digest();
}

function boundaryOf(contentType: string | null): Buffer | null {
  const found = /^multipart\/[^;]+;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  const text = found?.[1] ?? found?.[2];
  return text ? Buffer.from(`--${text}`, 'latin1') : null;
}
