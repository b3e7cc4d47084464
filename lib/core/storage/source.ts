import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { StorageSource } from '@/lib/core/storage/storage';

/** One Node stream for every kind of source. */
export function readable(source: StorageSource): Readable {
  if (source instanceof Readable) return source;
  if (source instanceof Uint8Array) return Readable.from([source]);
  if (source instanceof ReadableStream) return Readable.fromWeb(source as WebStream<Uint8Array>);
  return Readable.from(source);
}
