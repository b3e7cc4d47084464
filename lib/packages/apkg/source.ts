import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * A file that can be read anywhere. `read` gives exactly `length` bytes, or rejects. With `into` they are written there:
 * fresh buffers for every chunk of a large file are garbage faster than it is collected.
 */
export interface RandomSource {
  size: number;
  read(offset: number, length: number, into?: Buffer): Promise<Buffer>;
}

const CHUNK = 256 * 1024;

/** Reads a local file; close it. */
export async function openFile(path: string): Promise<RandomSource & { close(): Promise<void> }> {
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length, into) {
      const buffer = into?.subarray(0, length) ?? Buffer.allocUnsafe(length);
      let got = 0;
      while (got < length) {
        const { bytesRead } = await handle.read(buffer, got, length - got, offset + got);
        if (bytesRead === 0) throw new Error('The file ends too soon.');
        got += bytesRead;
      }
      return buffer;
    },
    close: () => handle.close(),
  };
}

/** Bytes `start` to before `end`. `reuse`: each chunk is overwritten by the next, so be done with it by then. */
export async function* chunksOf(
  source: RandomSource,
  start: number,
  end: number,
  reuse = false,
): AsyncGenerator<Buffer> {
  const into = reuse ? Buffer.allocUnsafe(Math.min(CHUNK, end - start)) : undefined;
  for (let at = start; at < end; at += CHUNK)
    yield await source.read(at, Math.min(CHUNK, end - at), into);
}

/** The same file for yauzl; `held` are bytes already in memory, read from there. */
export class SourceReader extends RandomAccessReader {
  readonly #source: RandomSource;
  readonly #held: { start: number; bytes: Buffer };

  constructor(source: RandomSource, held: { start: number; bytes: Buffer }) {
    super();
    this.#source = source;
    this.#held = held;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(chunksOf(this.#source, start, end));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const at = position - this.#held.start;
    if (at >= 0 && at + length <= this.#held.bytes.length) {
      this.#held.bytes.copy(buffer, offset, at, at + length);
      setImmediate(callback, null);
      return;
    }
    this.#source.read(position, length).then((bytes) => {
      bytes.copy(buffer, offset);
      callback(null);
    }, callback);
  }
}
