import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Deployment, PackageVersion } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { storage } from '@/lib/core/storage/storage';
import type { PackageDeploymentView, StepName } from '@/lib/deployments/contract';
import { planOf } from '@/lib/deployments/plan';
import { uploadToRuntime } from '@/lib/deployments/runtime';
import { runtimeBase } from '@/lib/deployments/runtime-place';
import { StepFailed } from '@/lib/deployments/step-failed';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import { signerOf } from '@/lib/packages/publisher-keys';

export interface StepWork {
  ctx: Ctx;
  held: Deployment;
  version: PackageVersion;
  signal: AbortSignal;
}

export type Result = NonNullable<PackageDeploymentView['result']>;
const EMPTY: Result = { agents: [], skills: [], runtime: null, warnings: [] };

export const resultOf = (row: Deployment): Result => (row.result as Result | null) ?? EMPTY;
export const contentsOf = (version: PackageVersion) =>
  version.contents as unknown as PackageContents;

/** What each step but the last does. All may run again after a crash; what they return is recorded as the result. */
export const WORK: Record<
  Exclude<StepName, 'finalize'>,
  (work: StepWork) => Promise<Result | undefined>
> = {
  /** Checksum and signature once more: the file may have been changed where it lies. */
  async validate_package({ ctx, version, signal }) {
    const store = await storage();
    if (!(await store.head(version.storageKey))) throw gone();
    await store.local(version.storageKey, async (path) => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
      if (hash.digest('hex') !== version.checksum)
        throw new StepFailed(
          'CHECKSUM_MISMATCH',
          'The stored file is not the one that was uploaded. Upload it again as a new version.',
        );
      const { signature, signedById } = version;
      if (signature && signedById && !(await signerOf(ctx, path, signature, signedById)))
        throw new StepFailed(
          'SIGNATURE_INVALID',
          'The signature is not good any more: its key was revoked, or the file was changed.',
        );
    });
    return undefined;
  },

  /** The file has been streamed to the storage on arrival: it must be there, whole. */
  async upload_to_s3({ ctx, version }) {
    const store = await storage();
    const head = await store.head(version.storageKey);
    if (!head || BigInt(head.size) !== version.size) throw gone();
    await ctx.db.packageVersion.updateMany({
      where: { id: version.id, status: 'uploading' },
      data: { status: 'ready' },
    });
    return undefined;
  },

  async generate_metadata({ version }) {
    const { warnings, problems } = planOf(contentsOf(version));
    if (problems.length > 0) throw new StepFailed('METADATA_INVALID', problems.join(' '));
    return { ...EMPTY, warnings };
  },

  async notify_runtime({ ctx, held, version, signal }) {
    const contents = contentsOf(version);
    if (contents.runtime !== 'code') return undefined;
    const result = resultOf(held);
    if (runtimeBase())
      return { ...result, runtime: await uploadToRuntime(ctx, version, held.id, signal) };
    if (contents.agents.some((agent) => agent.kind === 'declarative'))
      return {
        ...result,
        warnings: [...result.warnings, 'Its code agents wait for an external runtime.'],
      };
    throw new StepFailed(
      'RUNTIME_MISSING',
      'This package is code for an external runtime, and none is connected. Set RUNTIME_URL to a Pixell Agent Runtime, then retry.',
    );
  },
};

const gone = () =>
  new StepFailed('FILE_MISSING', 'The stored file is missing. Upload it again as a new version.');
