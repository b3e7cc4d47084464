import { beforeEach } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { type Asked, call } from '@/lib/testing/client';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a client would
type Json = any;

/** A fresh organization for each test, and its owner's key to ask with. Call beside `withWorker`. */
export function asClient() {
  const client = {
    ctx: undefined as unknown as Ctx,
    headers: {} as Record<string, string>,
    organizationId: '',
    ownerId: '',
    async ask(method: string, path: string, asked: Asked = {}) {
      const headers = { ...client.headers, ...asked.headers };
      const answer = await call(method, path, { ...asked, headers });
      return { ...answer, json: answer.json as Json };
    },
    /** Credits to spend. */
    grant: (credits: number) =>
      grant(client.ctx, { amount: microOf(credits), description: 'Test' }),
    /** The body of an answer that must have this status. */
    async got(status: number, method: string, path: string, body?: unknown): Promise<Json> {
      const answer = await client.ask(method, path, { body });
      if (answer.status !== status)
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.json;
    },
  };
  beforeEach(async () => {
    overrideEnv({ RATE_LIMIT_PER_MINUTE: 100_000, RATE_LIMIT_PER_HOUR: 100_000 });
    const made = await makeOrganization();
    client.ctx = made.ctx;
    client.organizationId = made.organization.id;
    client.ownerId = made.owner.id;
    client.headers = (await makeApiKey(made.organization.id, made.owner.id)).headers;
  });
  return client;
}
