import type { Readable } from 'node:stream';
import { env } from '@/lib/core/env';
import { FileStorage } from '@/lib/core/storage/files';
import { s3Settings } from '@/lib/core/storage/s3-settings';

/** What `put` reads from: bytes, a Node stream, a web stream or an async iterable of chunks. */
export type StorageSource =
  | Uint8Array
  | Readable
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Bytes `start` to `end`, both counted from 0 and both included; no `end` means the last byte. */
export type ByteRange = { start: number; end?: number };

export type StoredFile = { key: string; size: number; lastModified: Date };
export type StoredHead = StoredFile & { contentType: string };

/** `size` is that of the whole file, also when only a range of it is streamed. */
export type StoredStream = StoredHead & { stream: Readable; range?: Required<ByteRange> };

export type PresignedUpload = { url: string; method: 'PUT'; headers: Record<string, string> };

/**
 * Files by key, on disk or in an S3-compatible bucket. Keys are segments of letters, digits and
 * `. _ - =`, joined by `/`; anything else throws. A key can't also be the folder of other keys.
 */
export interface Storage {
  readonly kind: 'files' | 's3';
  /**
   * Streams the source in; a failure leaves what was there before. `size` in bytes, `sha256` in hex.
   * Throws PAYLOAD_TOO_LARGE beyond `maxBytes`.
   */
  put(
    key: string,
    source: StorageSource,
    options?: { contentType?: string; maxBytes?: number },
  ): Promise<{ size: number; sha256: string }>;
  /** Throws NOT_FOUND for a missing key, a RangeError for a start past the end. */
  get(key: string, options?: { range?: ByteRange }): Promise<StoredStream>;
  head(key: string): Promise<StoredHead | undefined>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
  /** Every file whose key begins with `prefix`. Most stores sort by key; don't rely on it. */
  list(prefix: string): AsyncIterable<StoredFile>;
  /** Throws NOT_FOUND for a missing `from`. */
  copy(from: string, to: string): Promise<void>;
  /** A link to download from that needs no credentials; always an attachment. */
  signedUrl(
    key: string,
    options: { expiresSeconds: number; filename?: string; contentType?: string },
  ): Promise<string>;
  /**
   * A request that uploads one file. Files enforce `maxBytes` themselves; a bucket does so only when the exact
   * `size` is given, so look at `head().size` before using what arrived.
   */
  presignUpload(
    key: string,
    options: { maxBytes: number; expiresSeconds: number; size?: number; contentType?: string },
  ): Promise<PresignedUpload>;
  /** Runs `work` with the path of a local file of the same bytes; it is gone or not yours afterwards. */
  local<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Rejects with a sentence when files can't be kept. */
  check(): Promise<void>;
}

let current: { from: string; made: Promise<Storage> } | undefined;

/** The storage that the settings name: a bucket when S3_BUCKET is set, else files under FLEETPROMPT_STORAGE. */
export function storage(): Promise<Storage> {
  const settings = s3Settings(env());
  const from = JSON.stringify(settings ?? env().FLEETPROMPT_STORAGE);
  if (current?.from !== from) {
    const made: Promise<Storage> = settings
      ? import('@/lib/core/storage/s3').then(({ S3Storage }) => new S3Storage(settings))
      : Promise.resolve(new FileStorage(env().FLEETPROMPT_STORAGE));
    current = { from, made };
  }
  return current.made;
}
