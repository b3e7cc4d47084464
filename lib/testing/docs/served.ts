import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { dispatchPlain } from '@/lib/api/dispatch';
import { answerDocs, isDocsPath } from '@/lib/api/docs/answer';
import { type WebServer, webServer } from '@/lib/api/http/server';
import { fromResponse } from '@/lib/api/plain';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { withWorker } from '@/lib/testing/workflow-worker';

/** A fresh organization for one program, and what was answered to it with an error. */
export interface Reader {
  organizationId: string;
  ownerId: string;
  /** acts as the owner */
  ctx: Ctx;
  apiKey: string;
  /** `404 GET /api/v1/agents/…` */
  refused: string[];
  /** told of each answer before it goes out */
  answered: ((asked: string, answer: unknown) => Promise<void>)[];
}

export interface ServedDocs {
  /** `http://127.0.0.1:…` */
  origin: string;
  /** of the receiver that stands in for every `https://….example.com` */
  elsewhere: string;
  reader(): Promise<Reader>;
}

/** What was sent, as JSON where it is that. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const PLENTY = 1_000_000;

/** The API on a socket with a worker beside it, which notes what it refuses, and to whom. */
export function withServedDocs(): ServedDocs {
  const worker = withWorker();
  const readers = new Map<string, Reader>();
  const held = { reader } as ServedDocs;
  const storage = mkdtempSync(join(tmpdir(), 'docs-storage-'));
  let web: WebServer;
  beforeAll(async () => {
    overrideEnv({
      FLEETPROMPT_STORAGE: storage,
      RATE_LIMIT_PER_MINUTE: PLENTY,
      RATE_LIMIT_PER_HOUR: PLENTY,
      RATE_LIMIT_ANONYMOUS_PER_HOUR: PLENTY,
      RATE_LIMIT_SIGN_IN: PLENTY,
    });
    web = webServer({
      api: async (request, url) => {
        if (isDocsPath(url.pathname)) return fromResponse(await answerDocs(request), {}, []);
        const answer = await dispatchPlain(request, url);
        const asked = `${request.method} ${url.pathname}`;
        const by = whose(request);
        if (answer.status >= 400) by?.refused.push(`${answer.status} ${asked}`);
        else if (by && typeof answer.body === 'string' && answer.body)
          for (const hear of by.answered) await hear(asked, JSON.parse(answer.body));
        return answer;
      },
      isApi: () => true,
      pages: async () => {},
      trustProxy: false,
    });
    await new Promise<void>((listening) => web.server.listen(0, '127.0.0.1', listening));
    held.origin = `http://127.0.0.1:${(web.server.address() as AddressInfo).port}`;
    overrideEnv({ APP_URL: held.origin, baseUrl: held.origin });
    held.elsewhere = `http://${worker.receiver.host}`;
    worker.receiver.otherwise(({ method, path, body }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method, path, body: parsed(body) }),
    }));
  });
  afterAll(async () => {
    await web?.stop(500);
    rmSync(storage, { recursive: true, force: true });
  });

  const whose = (request: Request): Reader | undefined => {
    const given = request.headers.get('authorization')?.replace(/^Bearer /, '');
    return readers.get(given ?? request.headers.get('x-api-key') ?? '');
  };

  async function reader(): Promise<Reader> {
    const { organization, owner, ctx } = await makeOrganization();
    await grant(ctx, { amount: microOf(1_000), description: 'Test' });
    const { key } = await makeApiKey(organization.id, owner.id);
    const one = {
      organizationId: organization.id,
      ownerId: owner.id,
      ctx,
      apiKey: key,
      refused: [],
      answered: [],
    };
    readers.set(key, one);
    return one;
  }

  return held;
}
