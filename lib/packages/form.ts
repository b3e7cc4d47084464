import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import busboy from 'busboy';
import { z } from 'zod';
import { AppError, fail } from '@/lib/core/errors';
import { readEnvironment } from '@/lib/packages/environment';
import { MAX_PACKAGE } from '@/lib/packages/packages.contract';

/** An upload may take minutes, but not stand still. */
const IDLE_MS = 30_000;
const SMALL = 64 * 1024;

/** What an upload brings. `file` is the path of a local copy. */
export interface UploadForm {
  file?: string;
  uploadId?: string;
  packageId?: string;
  version?: string;
  signature?: Buffer;
  releaseNotes: string;
  forceOverwrite: boolean;
  /** settings for this version beside its .env: sealed with them */
  environment: Record<string, string>;
}

const Fields = z.object({
  upload_id: z.string().max(100).optional(),
  package_id: z.string().max(100).optional(),
  version: z.string().max(100).optional(),
  signature: z.string().max(256).optional(),
  release_notes: z.string().max(10_000).optional(),
  // Clients spell it as their language does: true, True, 1.
  force_overwrite: z
    .union([z.boolean(), z.string().max(10)])
    .optional()
    .transform((value) => /^(true|1|yes)$/i.test(String(value ?? ''))),
  environment: z.unknown().optional(),
});

interface Collected {
  fields: Record<string, unknown>;
  file?: string;
  signature?: Buffer;
}

/**
 * Reads an upload from the request's stream: multipart with a file, whose bytes go to `folder` and never into
 * memory, or JSON without one. Fields may come in any order. Throws 400, 408, 413, 415.
 */
export async function readForm(
  request: Request,
  signal: AbortSignal,
  folder: string,
): Promise<UploadForm> {
  const header = request.headers.get('content-type') ?? '';
  const type = header.split(';')[0]?.trim().toLowerCase();
  const got =
    type === 'multipart/form-data'
      ? await readMultipart(request, signal, folder)
      : type === 'application/json'
        ? { fields: await readJson(request, signal) }
        : fail('UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data with the package in "file".');
  const parsed = Fields.safeParse(got.fields);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    fail('BAD_REQUEST', `The field "${issue?.path.join('.')}" cannot be used: ${issue?.message}.`);
  }
  if (JSON.stringify(got.fields).includes('\\u0000'))
    fail('BAD_REQUEST', 'Text with NUL can not be stored.');
  const { upload_id, package_id, version, signature, release_notes, force_overwrite, environment } =
    parsed.data;
  return {
    file: got.file,
    uploadId: upload_id || undefined,
    packageId: package_id || undefined,
    version: version?.trim() || undefined,
    signature: got.signature ?? (signature ? Buffer.from(signature) : undefined),
    releaseNotes: release_notes ?? '',
    forceOverwrite: force_overwrite,
    environment: readEnvironment(environment),
  };
}

/** The body as a Node stream that ends with an error when nothing arrives for a while. */
function arriving(request: Request, signal: AbortSignal) {
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new AppError('REQUEST_TIMEOUT')), IDLE_MS);
  const body = request.body
    ? Readable.fromWeb(request.body as WebStream<Uint8Array>)
    : Readable.from([]);
  return {
    body,
    idle: idle.signal,
    signal: AbortSignal.any([signal, idle.signal]),
    async *chunks(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        timer.refresh();
        yield chunk;
      }
    },
    over: () => clearTimeout(timer),
  };
}

async function readMultipart(request: Request, signal: AbortSignal, folder: string) {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_PACKAGE + 1024 * 1024) tooLarge();
  const out: Collected = { fields: {} };
  const writing: Promise<void>[] = [];
  const parser = openParser(request.headers.get('content-type') ?? '');
  let why: Error | undefined;
  const stop = (error: Error) => {
    why ??= error;
    parser.destroy(why);
  };
  const bad = (message: string) => stop(new AppError('BAD_REQUEST', message));
  parser.on('field', (name, value, { valueTruncated, nameTruncated }) => {
    if (valueTruncated || nameTruncated) bad(`The field "${name.slice(0, 50)}" is too long.`);
    else if (!Object.hasOwn(Object.prototype, name)) out.fields[name] = value;
  });
  parser.on('file', (name, stream) => {
    stream.on('limit', () => stop(new AppError('PAYLOAD_TOO_LARGE', LARGE)));
    if (name === 'signature')
      writing.push(
        small(stream).then((bytes) => {
          out.signature = bytes;
        }),
      );
    else if (name === 'file' && !out.file) {
      out.file = join(folder, 'upload.apkg');
      writing.push(pipeline(stream, createWriteStream(out.file)));
    } else {
      stream.on('error', () => {});
      stream.resume();
      if (name === 'file') bad('Send one file only.');
    }
  });
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
    parser.on(event, () => bad('The form has too many parts.'));
  const { body, chunks, signal: either, idle, over } = arriving(request, signal);
  try {
    await pipeline(body, chunks, parser, { signal: either });
    await Promise.all(writing);
    return out;
  } catch (error) {
    await Promise.allSettled(writing);
    throw why ?? meaning(error, idle);
  } finally {
    over();
  }
}

const LARGE = `A package may hold at most ${MAX_PACKAGE} bytes (100 MiB).`;
const tooLarge = (): never => fail('PAYLOAD_TOO_LARGE', LARGE);

function openParser(contentType: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      limits: { fileSize: MAX_PACKAGE, files: 4, fields: 20, parts: 24, fieldSize: SMALL },
    });
  } catch {
    return fail('BAD_REQUEST', 'The form has no boundary, or one that cannot be used.');
  }
}

/** A little file: more than any signature has is cut off, and is none then. */
async function small(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size < 1024) chunks.push(chunk.subarray(0, 1024 - size));
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

function meaning(error: unknown, idle: AbortSignal): unknown {
  if (idle.aborted) return idle.reason;
  const { name, message } = error as Error;
  if (name === 'AppError' || (error as NodeJS.ErrnoException).syscall) return error;
  if (name === 'AbortError') return new AppError('BAD_REQUEST', 'The upload was given up.');
  const known = /form|header|boundary|multipart|file|premature|aborted|terminated/i.test(message);
  return known ? new AppError('BAD_REQUEST', 'The form ended before it was complete.') : error;
}

async function readJson(request: Request, signal: AbortSignal): Promise<Record<string, unknown>> {
  const { body, chunks, signal: either, idle, over } = arriving(request, signal);
  let text = '';
  try {
    await pipeline(
      body,
      chunks,
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          text += chunk.toString('utf8');
          if (text.length > SMALL) fail('PAYLOAD_TOO_LARGE', `This may hold ${SMALL} bytes.`);
        }
      },
      { signal: either },
    );
  } catch (error) {
    throw meaning(error, idle);
  } finally {
    over();
  }
  try {
    const value: unknown = text ? JSON.parse(text) : {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    fail('MALFORMED_JSON');
  }
  return fail('BAD_REQUEST', 'The body must be a JSON object.');
}
