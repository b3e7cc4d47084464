import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentApp, PackageUpload } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { type ReadPackage, readApkg } from '@/lib/packages/apkg/read';
import { stripEnv } from '@/lib/packages/apkg/strip';
import { readForm, type UploadForm } from '@/lib/packages/form';
import { MAX_PACKAGE } from '@/lib/packages/packages.contract';
import { signerOf } from '@/lib/packages/publisher-keys';

/** A package that was checked and may be kept. */
export interface Intake {
  app: AgentApp;
  form: UploadForm;
  read: ReadPackage;
  /** bytes as they were sent: what is paid for */
  sentBytes: number;
  /** the local file to keep: without its .env */
  path: string;
  stripped: boolean;
  signedById: string | null;
  upload: PackageUpload | null;
}

/** Throws the documented 400 with every problem in `details`. */
export const refusePackage = (problems: string[]): never =>
  fail('VALIDATION_FAILED', 'Package validation failed', { details: problems });

export const refuseVersion = (): never =>
  fail('CONFLICT', 'Package validation failed', { details: ['Version already exists'] });

/**
 * Reads the upload, gives what it holds to `work` once it is found good, and removes the local copies afterwards.
 * A form that only names a package of before goes to `known`.
 */
export async function receive<T>(
  ctx: Ctx,
  app: AgentApp,
  request: { raw: Request; signal: AbortSignal },
  work: (intake: Intake) => Promise<T>,
  known?: (packageId: string, form: UploadForm) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetprompt-upload-'));
  try {
    const form = await readForm(request.raw, request.signal, folder);
    if (form.file) return await work(await check(ctx, app, form, form.file, folder, null));
    if (form.uploadId) {
      const upload = await loadUpload(ctx, app.id, form.uploadId);
      const store = await storage();
      return await store.local(upload.storageKey, async (path) =>
        work(await check(ctx, app, form, path, folder, upload)),
      );
    }
    if (form.packageId && known) return await known(form.packageId, form);
    return refusePackage(['Missing file: send the package in the form field "file".']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadUpload(ctx: Ctx, appId: string, id: string): Promise<PackageUpload> {
  const row = isUuid(id)
    ? await ctx.db.packageUpload.findFirst({ where: { id, agentAppId: appId } })
    : null;
  if (!row) fail('NOT_FOUND', 'No such upload.');
  if (row.usedAt) fail('CONFLICT', 'This upload has been used already. Start a new one.');
  if (row.expiresAt.getTime() < Date.now())
    refusePackage(['The upload has expired. Start a new one.']);
  const store = await storage();
  const head = await store.head(row.storageKey);
  if (!head) return refusePackage(['Nothing has been uploaded yet: send the file to the link.']);
  // A bucket cannot refuse a file for its size.
  if (head.size > MAX_PACKAGE)
    fail('PAYLOAD_TOO_LARGE', `A package may hold at most ${MAX_PACKAGE} bytes (100 MiB).`);
  return row;
}

async function check(
  ctx: Ctx,
  app: AgentApp,
  form: UploadForm,
  path: string,
  folder: string,
  upload: PackageUpload | null,
): Promise<Intake> {
  const read = await readApkg(path, { version: form.version });
  const signedById = form.signature ? await signerOf(ctx, path, form.signature) : null;
  const problems = read.ok ? [] : [...read.problems];
  if (form.signature && !signedById)
    problems.push('The signature was not made over this file by a publisher key of yours.');
  if (!read.ok || problems.length > 0) return refusePackage(problems);
  const sentBytes = (await stat(path)).size;
  const given = { app, form, read, sentBytes, signedById, upload };
  if (!read.hasEnv) return { ...given, path, stripped: false };
  const clean = join(folder, 'clean.apkg');
  await stripEnv(path, clean);
  return { ...given, path: clean, stripped: true };
}
