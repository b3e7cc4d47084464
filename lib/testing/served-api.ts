import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { dispatchPlain } from '@/lib/api/dispatch';
import { type WebServer, webServer } from '@/lib/api/http/server';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { withWorker } from '@/lib/testing/workflow-worker';

export interface ServedApi {
  /** `http://127.0.0.1:…` */
  origin: string;
  /** `{origin}/api/v1` */
  baseURL: string;
  /** of the owner of an organization with 1,000 credits, with every scope */
  apiKey: string;
  organizationId: string;
  ctx: Ctx;
  /** A key of another organization. */
  stranger(): Promise<string>;
}

/** The real dispatcher on a real socket with a worker beside it, for the length of a test file. */
export function withServedApi(): ServedApi {
  withWorker();
  const held = { stranger } as ServedApi;
  let web: WebServer;
  beforeAll(async () => {
    overrideEnv({ RATE_LIMIT_PER_MINUTE: 100_000, RATE_LIMIT_PER_HOUR: 100_000 });
    web = webServer({
      api: dispatchPlain,
      isApi: () => true,
      pages: async () => {},
      trustProxy: false,
    });
    await new Promise<void>((listening) => web.server.listen(0, '127.0.0.1', listening));
    held.origin = `http://127.0.0.1:${(web.server.address() as AddressInfo).port}`;
    held.baseURL = `${held.origin}/api/v1`;
    const { organization, owner, ctx } = await makeOrganization();
    await grant(ctx, { amount: microOf(1_000), description: 'Test' });
    held.apiKey = (await makeApiKey(organization.id, owner.id)).key;
    held.organizationId = organization.id;
    held.ctx = ctx;
  });
  afterAll(() => web?.stop(500));
  return held;
}

async function stranger(): Promise<string> {
  const { organization, owner } = await makeOrganization({ name: 'Other' });
  return (await makeApiKey(organization.id, owner.id)).key;
}
