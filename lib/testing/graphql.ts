import { afterAll, beforeAll } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { type Answer, call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeListing } from '@/lib/testing/factories/listings';
import { type FullTenant, keyWith, makeTenant, type Principal } from '@/lib/testing/two-tenants';

const PLENTY = 1_000_000_000;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a client would
export type Json = any;

export interface GraphAnswer extends Answer {
  data: Json;
  errors: { message: string; path?: (string | number)[]; extensions: Json }[];
}

/** Sends one document, as a client would. */
export async function ask(
  headers: Record<string, string>,
  query: string,
  variables?: object,
): Promise<GraphAnswer> {
  const answer = await call('POST', '/api/v1/graphql', { headers, body: { query, variables } });
  const { data, errors = [] } = (answer.json ?? {}) as Json;
  return { ...answer, data, errors };
}

/** The data of a document that must give no error. */
export async function got(
  headers: Record<string, string>,
  query: string,
  variables?: object,
): Promise<Json> {
  const answer = await ask(headers, query, variables);
  if (answer.status !== 200 || answer.errors.length > 0)
    throw new Error(`${answer.status} ${answer.text.slice(0, 2000)}`);
  return answer.data;
}

/** Two organizations with one of everything, and a key of the first that may do all. */
export function twoTenants() {
  const here = {} as {
    mine: FullTenant;
    theirs: FullTenant;
    key: Principal;
    headers: Record<string, string>;
  };
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ drop } = await testDatabase());
    overrideEnv({
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: PLENTY,
      RATE_LIMIT_PER_HOUR: PLENTY,
      RATE_LIMIT_SESSION_PER_MINUTE: PLENTY,
    });
    here.mine = await makeTenant('amber');
    for (const _ of [1, 2, 3])
      here.mine.ids['listings/{id}'] = (await makeListing(here.mine.ctx)).id;
    here.theirs = await makeTenant('zinnia');
    here.key = await keyWith(here.mine, '*:*');
    here.headers = here.key.headers;
  });
  afterAll(() => drop());
  return here;
}
