import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { PackageVersion } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { randomToken } from '@/lib/core/crypto';
import { storage } from '@/lib/core/storage/storage';
import { runtimeBase, runtimeEgress } from '@/lib/deployments/runtime-place';
import { StepFailed } from '@/lib/deployments/step-failed';
import { openSecrets } from '@/lib/packages/secrets';
import { openSettings } from '@/lib/packages/settings';

const Answer = z.object({
  status: z.string().optional(),
  package_id: z.coerce.string(),
  agents: z.array(z.coerce.string()).default([]),
});

export type OnRuntime = { package_id: string; agents: string[] };

let made: typeof globalThis.fetch | undefined;
const runtimeFetch = () => {
  made ??= runtimeEgress().createEgressFetch({
    headersTimeoutMs: 120_000,
    totalTimeoutMs: 600_000,
    maxResponseBytes: 1024 * 1024,
  }) as typeof globalThis.fetch;
  return made;
};

/**
 * Sends a package to the external runtime, streamed, with its settings. The deployment's id is its Idempotency-Key,
 * since a crash may send it twice. Throws StepFailed when the runtime refuses it, other errors when it should be
 * tried again.
 */
export async function uploadToRuntime(
  ctx: Ctx,
  version: PackageVersion,
  deploymentId: string,
  signal: AbortSignal,
): Promise<OnRuntime> {
  const base = runtimeBase();
  const settings = { ...openSettings(version), ...(await openSecrets(ctx, version.agentAppId)) };
  const store = await storage();
  return store.local(version.storageKey, async (path) => {
    const boundary = `fleetprompt-${randomToken(12)}`;
    const response = await runtimeFetch()(`${base}/packages/upload`, {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': deploymentId,
        accept: 'application/json',
      },
      body: Readable.toWeb(
        Readable.from(form(path, boundary, version, settings)),
      ) as ReadableStream,
      signal,
      duplex: 'half',
    } as RequestInit);
    const text = await response.text();
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new Error(`The runtime answered ${response.status}.`);
    if (!response.ok)
      throw new StepFailed(
        'RUNTIME_REFUSED',
        `The runtime refused the package with ${response.status}: ${text.slice(0, 300)}`,
      );
    const parsed = Answer.safeParse(jsonOf(text));
    if (!parsed.success)
      throw new StepFailed(
        'RUNTIME_ANSWER',
        'The runtime took the package, but its answer has no package_id.',
      );
    return { package_id: parsed.data.package_id, agents: parsed.data.agents };
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* form(
  path: string,
  boundary: string,
  version: PackageVersion,
  settings: Record<string, string>,
) {
  const part = (disposition: string, type: string) =>
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`,
    );
  if (Object.keys(settings).length > 0) {
    yield part('name="environment"', 'application/json');
    yield Buffer.from(`${JSON.stringify(settings)}\r\n`);
  }
  yield part(`name="file"; filename="${version.id}.apkg"`, 'application/zip');
  if ((await stat(path)).size > 0) yield* createReadStream(path) as AsyncIterable<Buffer>;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}
