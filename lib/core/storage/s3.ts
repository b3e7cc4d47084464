import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { fail } from '@/lib/core/errors';
import { attachment } from '@/lib/core/storage/disposition';
import { validKey, validPrefix } from '@/lib/core/storage/key';
import { Meter } from '@/lib/core/storage/meter';
import { boundRange } from '@/lib/core/storage/range';
import type { S3Settings } from '@/lib/core/storage/s3-settings';
import { readable } from '@/lib/core/storage/source';
import type {
  ByteRange,
  PresignedUpload,
  Storage,
  StorageSource,
  StoredFile,
  StoredHead,
  StoredStream,
} from '@/lib/core/storage/storage';

const DEFAULT_TYPE = 'application/octet-stream';

const isMissing = (error: unknown) =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;

/** A bucket of any S3-compatible store. Uploads are in parts of 5 MiB, two at a time. */
export class S3Storage implements Storage {
  readonly kind = 's3';
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ bucket, ...settings }: S3Settings) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      ...settings,
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
      // The checksums that the SDK adds by itself are unknown to many compatible stores and break presigned PUTs.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: validKey(key) };
  }

  async put(
    key: string,
    source: StorageSource,
    options: { contentType?: string; maxBytes?: number } = {},
  ): Promise<{ size: number; sha256: string }> {
    const meter = new Meter(options.maxBytes);
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#at(key), Body: meter, ContentType: options.contentType ?? DEFAULT_TYPE },
      partSize: 5 * 1024 * 1024,
      queueSize: 2,
    });
    // A source that breaks destroys the meter, on which the upload fails and takes its parts back.
    pipeline(readable(source), meter, () => {});
    try {
      await upload.done();
    } catch (error) {
      await upload.abort().catch(() => {});
      throw meter.errored ?? error;
    } finally {
      meter.destroy();
    }
    return { size: meter.bytes, sha256: meter.sha256 };
  }

  async get(key: string, options: { range?: ByteRange } = {}): Promise<StoredStream> {
    const head = await this.head(key);
    if (!head) fail('NOT_FOUND', 'The file is not in the storage.');
    const range = options.range && boundRange(options.range, head.size);
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const found = await this.#client.send(new GetObjectCommand({ ...this.#at(key), Range }));
      return { ...head, range, stream: found.Body as Readable };
    } catch (error) {
      if (isMissing(error)) fail('NOT_FOUND', 'The file is not in the storage.');
      throw error;
    }
  }

  async head(key: string): Promise<StoredHead | undefined> {
    try {
      const found = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      return {
        key,
        size: found.ContentLength ?? 0,
        lastModified: found.LastModified ?? new Date(0),
        contentType: found.ContentType ?? DEFAULT_TYPE,
      };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await this.#client.send(new DeleteObjectCommand(this.#at(key)));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<StoredFile> {
    const query = { Bucket: this.#bucket, Prefix: validPrefix(prefix) };
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ ...query, ContinuationToken: token }),
      );
      for (const item of page.Contents ?? []) {
        const { Key: key = '', Size: size = 0, LastModified: lastModified = new Date(0) } = item;
        yield { key, size, lastModified };
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token);
  }

  async copy(from: string, to: string): Promise<void> {
    const CopySource = `${this.#bucket}/${validKey(from)}`;
    try {
      await this.#client.send(new CopyObjectCommand({ ...this.#at(to), CopySource }));
    } catch (error) {
      if (isMissing(error)) fail('NOT_FOUND', 'The file is not in the storage.');
      throw error;
    }
  }

  async signedUrl(
    key: string,
    options: { expiresSeconds: number; filename?: string; contentType?: string },
  ): Promise<string> {
    const command = new GetObjectCommand({
      ...this.#at(key),
      ResponseContentDisposition: attachment(options.filename),
      ResponseContentType: options.contentType,
    });
    return getSignedUrl(this.#client, command, { expiresIn: options.expiresSeconds });
  }

  async presignUpload(
    key: string,
    options: { maxBytes: number; expiresSeconds: number; size?: number; contentType?: string },
  ): Promise<PresignedUpload> {
    const { size, contentType, expiresSeconds } = options;
    const command = new PutObjectCommand({
      ...this.#at(key),
      ContentType: contentType,
      ContentLength: size,
    });
    const signed = ['content-type', ...(size === undefined ? [] : ['content-length'])];
    const url = await getSignedUrl(this.#client, command, {
      expiresIn: expiresSeconds,
      signableHeaders: new Set(['host', ...signed]),
    });
    return { url, method: 'PUT', headers: contentType ? { 'content-type': contentType } : {} };
  }

  async local<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'fleetprompt-'));
    try {
      const path = join(folder, 'file');
      const { stream } = await this.get(key);
      await piped(stream, createWriteStream(path));
      return await work(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async check(): Promise<void> {
    await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
  }

  /** Closes idle connections; tests end sooner. */
  close(): void {
    this.#client.destroy();
  }
}
