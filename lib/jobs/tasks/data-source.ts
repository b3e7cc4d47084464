import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Ctx } from '@/lib/core/context';
import { createEgressFetch } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { env } from '@/lib/core/env';
import { isAppError } from '@/lib/core/errors';
import { storage } from '@/lib/core/storage/storage';
import type { DataFormat } from '@/lib/jobs/data-operations';
import { TaskFailed } from '@/lib/jobs/task';
import { folderOf } from '@/lib/jobs/upload';

export interface Source {
  stream: Readable;
  /** told from the name, then from the content type; CSV when neither tells */
  format: DataFormat;
  /** without its ending: what the result is called */
  name: string;
}

const LARGEST = 10 * 1024 ** 3;
const LONGEST_MS = 6 * 3600_000;

/** Opens what a payload names. Throws TaskFailed and EgressError with a sentence. */
export function openSource(ctx: Ctx, source: string, signal: AbortSignal): Promise<Source> {
  if (/^https?:\/\//i.test(source)) return fetched(source, signal);
  if (source.startsWith('storage:')) return stored(ctx, source.slice('storage:'.length));
  const s3 = /^s3:\/\/([^/]+)\/(.+)$/.exec(source);
  if (s3?.[1] && s3[2]) return inBucket(ctx, s3[1], s3[2]);
  throw new TaskFailed(
    'SOURCE_UNKNOWN',
    'The source is no https:// link, no storage: file and no s3://bucket/key.',
  );
}

async function inBucket(ctx: Ctx, bucket: string, key: string): Promise<Source> {
  if (env().S3_BUCKET === bucket) return stored(ctx, key);
  throw new TaskFailed(
    'SOURCE_UNKNOWN',
    `The bucket "${bucket.slice(0, 100)}" is not the one of this installation. Give a presigned https:// link, or upload the file (POST /api/jobs/uploads).`,
  );
}

/** A file of this organization's own: others are answered like one that does not exist. */
async function stored(ctx: Ctx, key: string): Promise<Source> {
  const own = [folderOf(ctx.organizationId), `exports/${ctx.organizationId}/`];
  const plain = /^[\w./=-]+$/.test(key) && !key.split('/').some((part) => part.startsWith('.'));
  const missing = () => {
    throw new TaskFailed('SOURCE_MISSING', 'The source is not there, or is not yours.');
  };
  if (!plain || !own.some((folder) => key.startsWith(folder))) return missing();
  const files = await storage();
  try {
    const { stream, contentType } = await files.get(key);
    return { stream, ...nameAndFormat(key, contentType) };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return missing();
    throw error;
  }
}

async function fetched(url: string, signal: AbortSignal): Promise<Source> {
  const download = createEgressFetch({
    redirect: 'follow',
    maxResponseBytes: LARGEST,
    headersTimeoutMs: 60_000,
    idleTimeoutMs: 60_000,
    totalTimeoutMs: LONGEST_MS,
  });
  let response: Response;
  try {
    response = await download(url, { signal });
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    throw cause instanceof EgressError ? cause : error;
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const again = response.status >= 500 || response.status === 429;
    throw new TaskFailed('SOURCE_MISSING', `The source answered ${response.status}.`, again);
  }
  const type = response.headers.get('content-type') ?? '';
  const stream = Readable.fromWeb(response.body as WebStream<Uint8Array>);
  return { stream, ...nameAndFormat(new URL(url).pathname, type) };
}

function nameAndFormat(path: string, contentType: string): { name: string; format: DataFormat } {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  const name = (dot > 0 ? file.slice(0, dot) : file).replace(/[^\w-]+/g, '_').slice(0, 80);
  const ending = dot > 0 ? file.slice(dot + 1).toLowerCase() : '';
  return { name: name || 'data', format: ENDINGS[ending] ?? ofType(contentType) };
}

const ENDINGS: Record<string, DataFormat> = {
  csv: 'csv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

function ofType(type: string): DataFormat {
  if (/ndjson|jsonl|json-seq/i.test(type)) return 'ndjson';
  return /json/i.test(type) ? 'json' : 'csv';
}
