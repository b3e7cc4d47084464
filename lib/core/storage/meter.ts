import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { fail } from '@/lib/core/errors';

/** Passes bytes on, counts and hashes them, and fails with PAYLOAD_TOO_LARGE beyond `maxBytes`. */
export class Meter extends Transform {
  #hash = createHash('sha256');
  #digest: string | undefined;
  // Not "size": the uploader would take that for the length of the whole stream.
  bytes = 0;

  constructor(private readonly maxBytes = Number.POSITIVE_INFINITY) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _: BufferEncoding,
    done: (e?: Error | null, c?: Buffer) => void,
  ) {
    this.bytes += chunk.length;
    try {
      if (this.bytes > this.maxBytes) refuse(this.maxBytes);
      this.#hash.update(chunk);
      done(null, chunk);
    } catch (error) {
      done(error as Error);
    }
  }

  /** SHA-256 of all that has passed, in hex; ask when the stream has ended. */
  get sha256(): string {
    this.#digest ??= this.#hash.digest('hex');
    return this.#digest;
  }
}

function refuse(maxBytes: number): never {
  fail('PAYLOAD_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`);
}
