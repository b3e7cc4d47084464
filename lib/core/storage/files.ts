import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Dirent, type Stats } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail } from '@/lib/core/errors';
import { validKey, validPrefix } from '@/lib/core/storage/key';
import { Meter } from '@/lib/core/storage/meter';
import { boundRange } from '@/lib/core/storage/range';
import { signFileUrl } from '@/lib/core/storage/sign';
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
// No key begins with a dot, so these can't meet a stored file.
const HALF = '.half';
const TYPES = '.types';

const code = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';
const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code(error));

/** Files below one folder: the key is the path. Written aside and renamed, so that half a file is never seen. */
export class FileStorage implements Storage {
  readonly kind = 'files';
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  #path(key: string): string {
    return join(this.#root, validKey(key));
  }

  async put(
    key: string,
    source: StorageSource,
    options: { contentType?: string; maxBytes?: number } = {},
  ): Promise<{ size: number; sha256: string }> {
    this.#path(key);
    const meter = new Meter(options.maxBytes);
    await this.#place(key, options.contentType ?? DEFAULT_TYPE, (half) =>
      pipeline(readable(source), meter, createWriteStream(half, { flags: 'wx', flush: true })),
    );
    return { size: meter.bytes, sha256: meter.sha256 };
  }

  async #place(key: string, type: string, write: (half: string) => Promise<void>): Promise<void> {
    const half = join(this.#root, HALF, randomUUID());
    const typeFile = join(this.#root, TYPES, key);
    try {
      await this.#folder(dirname(half));
      await write(half);
      await this.#folder(dirname(this.#path(key)));
      await this.#folder(dirname(typeFile));
      await writeFile(typeFile, type);
      await rename(half, this.#path(key));
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
  }

  async #folder(path: string): Promise<void> {
    try {
      await mkdir(path, { recursive: true });
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM'].includes(code(error))) throw error;
      throw new Error(
        `Files cannot be written to ${this.#root}. Set FLEETPROMPT_STORAGE to a folder that can be written, or S3_BUCKET to use a bucket.`,
        { cause: error },
      );
    }
  }

  async get(key: string, options: { range?: ByteRange } = {}): Promise<StoredStream> {
    const head = await this.head(key);
    if (!head) fail('NOT_FOUND', 'The file is not in the storage.');
    const range = options.range && boundRange(options.range, head.size);
    return { ...head, range, stream: createReadStream(this.#path(key), range) };
  }

  async head(key: string): Promise<StoredHead | undefined> {
    const found = await this.#stat(key);
    if (!found?.isFile()) return undefined;
    const type = await readFile(join(this.#root, TYPES, key), 'utf8').catch(() => DEFAULT_TYPE);
    return { key, size: found.size, lastModified: found.mtime, contentType: type };
  }

  async #stat(key: string): Promise<Stats | undefined> {
    try {
      return await stat(this.#path(key));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    if (!(await this.#stat(key))?.isFile()) return;
    await rm(path, { force: true });
    await rm(join(this.#root, TYPES, key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<StoredFile> {
    validPrefix(prefix);
    yield* this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix);
  }

  async *#walk(folder: string, prefix: string): AsyncIterable<StoredFile> {
    // S3 sorts by the bytes of the whole key, in which a folder's name ends in a slash.
    const name = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch((e) => {
      if (isMissing(e)) return [];
      throw e;
    });
    entries.sort((a, b) => (name(a) < name(b) ? -1 : 1));
    for (const entry of entries) {
      const key = folder + name(entry);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if (key.startsWith(prefix) || prefix.startsWith(key)) yield* this.#walk(key, prefix);
      } else if (key.startsWith(prefix)) {
        const found = await this.#stat(key);
        if (found) yield { key, size: found.size, lastModified: found.mtime };
      }
    }
  }

  async copy(from: string, to: string): Promise<void> {
    const head = await this.head(from);
    this.#path(to);
    if (!head) fail('NOT_FOUND', 'The file is not in the storage.');
    await this.#place(to, head.contentType, (half) => copyFile(this.#path(from), half));
  }

  async signedUrl(
    key: string,
    options: { expiresSeconds: number; filename?: string; contentType?: string },
  ): Promise<string> {
    return signFileUrl({ method: 'GET', key: validKey(key), ...options });
  }

  async presignUpload(
    key: string,
    options: { maxBytes: number; expiresSeconds: number; size?: number; contentType?: string },
  ): Promise<PresignedUpload> {
    const { size, maxBytes, contentType, expiresSeconds } = options;
    const url = signFileUrl({
      method: 'PUT',
      key: validKey(key),
      expiresSeconds,
      contentType,
      maxBytes,
      size,
    });
    return { url, method: 'PUT', headers: contentType ? { 'content-type': contentType } : {} };
  }

  async local<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    if (!(await this.head(key))) fail('NOT_FOUND', 'The file is not in the storage.');
    return work(this.#path(key));
  }

  async check(): Promise<void> {
    const probe = join(this.#root, HALF, randomUUID());
    await this.#folder(dirname(probe));
    await writeFile(probe, '');
    await rm(probe);
  }
}
