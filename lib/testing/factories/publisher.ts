import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { type Sent, sendForm } from '@/lib/testing/packages';

/** A database and a storage folder for the tests of one file; `drop` removes both. */
export async function testStorage() {
  const { url, drop } = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'fp-storage-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder, RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
  return {
    url,
    folder,
    drop: async () => {
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Publisher {
  ctx: Ctx;
  headers: Record<string, string>;
  appId: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into
  json(method: string, path: string, body?: unknown): Promise<any>;
  /** deploys a form with these fields */
  deploy(...fields: [string, string | Uint8Array][]): Promise<Sent>;
  /** the deployment as the API shows it */
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into
  read(id: string): Promise<any>;
}

/** An organization with `credits` beyond those of its start, and an app to deploy to. */
export async function makePublisher(credits: number, name = 'Test app'): Promise<Publisher> {
  const { ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  const json: Publisher['json'] = async (method, path, body) => {
    const answer = await call(method, path, { headers, body });
    return { ...(answer.json as object), code: answer.status };
  };
  const { app } = await json('POST', '/api/agent-apps', { name });
  return {
    ctx,
    headers,
    appId: app.id,
    json,
    deploy: (...fields) => sendForm(`/api/agent-apps/${app.id}/packages/deploy`, headers, fields),
    read: async (id) => (await json('GET', `/api/deployments/${id}`)).deployment,
  };
}
