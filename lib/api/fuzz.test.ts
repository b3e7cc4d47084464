import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedStatuses } from '@/lib/api/openapi/errors';
import { jsonApiAnswer } from '@/lib/api/openapi/json-api';
import { routes } from '@/lib/api/registry';
import type { Endpoint } from '@/lib/core/endpoint';
import { overrideEnv } from '@/lib/core/env';
import { broken, HOSTILE_TEXT, hostile, inputOf } from '@/lib/testing/arbitrary';
import { type Answer, type Asked, call, fill } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import {
  type FullTenant,
  keyWith,
  makeTenant,
  type Principal,
  paramsOf,
} from '@/lib/testing/two-tenants';

/** FUZZ_RUNS for a longer search, FUZZ_SEED to repeat one: a failure prints its seed and path. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const PLENTY = 1_000_000_000;

let drop: () => Promise<void>;
let tenant: FullTenant;
let key: Principal;
const ids: string[] = [];

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: PLENTY,
    RATE_LIMIT_PER_HOUR: PLENTY,
    RATE_LIMIT_ANONYMOUS_PER_HOUR: PLENTY,
    RATE_LIMIT_SESSION_PER_MINUTE: PLENTY,
    RATE_LIMIT_SIGN_IN: 100_000_000,
  });
  tenant = await makeTenant('fuzz');
  key = await keyWith(tenant, '*:*');
  ids.push(...Object.values(tenant.ids));
});

afterAll(() => drop());

const endpoints = routes.map(({ endpoint }) => endpoint);
const title = ({ method, path }: Endpoint) => `${method} ${path}`;
const table = (some: Endpoint[]) => some.map((one) => [title(one), one] as const);

const caller = ({ auth }: Endpoint): Record<string, string> => {
  if (auth === 'public') return {};
  return auth === 'session' ? tenant.roles.owner.headers : key.headers;
};

/** What holds for every answer to every request. */
function check(endpoint: Endpoint, answer: Answer, asked: unknown): void {
  const told = `${answer.status} ${answer.text.slice(0, 500)} to ${JSON.stringify(asked)?.slice(0, 500)}`;
  expect(answer.status, told).toBeLessThan(500);
  expect([...documentedStatuses(endpoint)], told).toContain(answer.status);
  const schema = endpoint.responses[answer.status];
  const type = answer.headers.get('content-type') ?? '';
  if (schema && type.startsWith('application/json')) {
    const parsed = schema.safeParse(answer.json);
    expect(parsed.success, `${told}\n${parsed.error}`).toBe(true);
  } else if (schema && type.startsWith('application/vnd.api+json') && endpoint.jsonApi) {
    const parsed = jsonApiAnswer(endpoint.jsonApi, schema).safeParse(answer.json);
    expect(parsed.success, `${told}\n${parsed.error}`).toBe(true);
  } else if (answer.status >= 400 && type === 'application/json') {
    expect(answer.json, told).toMatchObject({
      error: expect.any(String),
      code: expect.any(String),
    });
    expect(answer.headers.get('x-request-id')).toBeTruthy();
  }
}

async function send(endpoint: Endpoint, path: string, asked: Asked) {
  const headers = { ...caller(endpoint), ...asked.headers };
  check(endpoint, await call(endpoint.method, path, { ...asked, headers }), { path, ...asked });
}

/** A query value as text; short, since an address is bounded by its server. */
const plain = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 12_000);

const queryText = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query as object)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, plain(value)]),
  );

/** Waiting is real: a fuzzed `wait` would make the test as slow as it asks. */
const hurried = (query: Record<string, string>) =>
  'wait' in query ? { ...query, wait: '0' } : query;

const runs = ({ limit }: Endpoint) => ({
  seed,
  numRuns: limit === 'sign-in' ? Math.min(RUNS, 10) : RUNS,
  endOnFailure: true,
});

describe.each(table(endpoints))('%s', (_, endpoint) => {
  const { method, path } = endpoint;
  const writes = method !== 'GET';
  const real = () => fill(path, paramsOf(path, tenant.ids));
  const query = () => (endpoint.query ? inputOf(endpoint.query, ids) : fc.constant({}));
  const body = () => (endpoint.body ? inputOf(endpoint.body, ids) : fc.constant(undefined));
  const accept = fc.constantFrom(
    'application/json',
    '*/*',
    ...(endpoint.jsonApi ? ['application/vnd.api+json'] : []),
  );

  it('gives documented answers to valid input', async () => {
    await fc.assert(
      fc.asyncProperty(query(), body(), accept, async (q, b, a) => {
        await send(endpoint, real(), {
          query: hurried(queryText(q)),
          body: writes ? b : undefined,
          headers: { accept: a },
        });
      }),
      runs(endpoint),
    );
  });

  it('gives documented answers to broken input', async () => {
    await fc.assert(
      fc.asyncProperty(
        query().chain(broken),
        body().chain(broken),
        fc.constantFrom('', '', 'application/problem+json', 'application/vnd.api+json'),
        async (q, b, a) => {
          const odd =
            typeof q === 'object' && q && !Array.isArray(q) ? queryText(q) : { q: plain(q) };
          await send(endpoint, real(), {
            query: hurried(odd),
            body: writes ? b : undefined,
            headers: a ? { accept: a } : {},
          });
        },
      ),
      runs(endpoint),
    );
  });

  if (path.includes('{'))
    it('gives documented answers to hostile ids', async () => {
      for (const text of HOSTILE_TEXT.filter((one) => one !== '' && one.isWellFormed())) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string);
        const bad = fill(path, Object.fromEntries(names.map((one) => [one, text.slice(0, 2_000)])));
        await send(endpoint, bad, { body: endpoint.example?.body });
      }
    });

  if (endpoint.body)
    it('gives documented answers to bodies that are no JSON of ours', async () => {
      const samples: [string, string | Uint8Array][] = [
        ['application/json', '{'],
        ['application/json', ''],
        ['application/json', 'nul'],
        ['application/json', '{"a":1e999999}'],
        ['application/json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
        ['application/json', new Uint8Array([0xff, 0xfe, 0x00, 0xd8])],
        ['application/json; charset=utf-16', '{}'],
        ['application/json', `{"a":"${'a'.repeat(1_100_000)}"}`],
        ['text/plain', '{}'],
        ['multipart/form-data; boundary=x', '--x--'],
        ['application/x-www-form-urlencoded', 'a=1'],
        ['application/vnd.api+json', '{"data":null}'],
        ['application/vnd.api+json', '{"data":{"attributes":[]}}'],
        ['application/vnd.api+json', '{"data":[]}'],
        ['', '{}'],
      ];
      for (const [type, bytes] of samples)
        await send(endpoint, real(), { body: bytes, headers: { 'content-type': type } });
    });

  if (endpoint.method === 'POST' && endpoint.auth !== 'public')
    it('gives documented answers to odd idempotency keys', async () => {
      for (const odd of ['', 'a b', 'x'.repeat(256), 'ok', 'ok'])
        await send(endpoint, real(), {
          body: endpoint.example?.body,
          headers: { 'idempotency-key': odd },
        });
    });

  if (endpoint.auth !== 'public')
    it('answers 401 without credentials and with broken ones', async () => {
      const odd: Record<string, string>[] = [
        {},
        { authorization: 'Bearer' },
        { authorization: 'Bearer fp_nothing' },
        { authorization: 'Basic YTpi' },
        { authorization: 'Bearer a.b.c' },
        { authorization: `Bearer fp_${'x'.repeat(5_000)}` },
        { 'x-api-key': 'fp_\u00e9\u00ff' },
        { cookie: 'fleetprompt-session=x.y.z' },
        { cookie: `fleetprompt-session=${'a'.repeat(8_000)}; =;;; x` },
      ];
      for (const headers of odd) {
        const answer = await call(method, real(), { headers, body: endpoint.example?.body });
        check(endpoint, answer, headers);
        expect(answer.status, JSON.stringify(headers)).toBe(401);
      }
    });
});

describe('methods that a path does not have', () => {
  const paths = [...new Set(endpoints.map((endpoint) => endpoint.path))];
  it.each(paths)('%s answers 405 with Allow', async (path) => {
    const has = endpoints.filter((one) => one.path === path).map((one) => one.method);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const answer = await call(method, fill(path, paramsOf(path, tenant.ids)), {});
      if (answer.status !== 405) {
        // The other mount, or a named segment beside a fixed one, has this method.
        if (!has.includes(method as (typeof has)[number])) expect(answer.status).not.toBe(404);
        continue;
      }
      expect(has).not.toContain(method);
      const allow = (answer.headers.get('allow') ?? '').split(', ');
      expect(allow).toEqual(expect.arrayContaining(has));
    }
  });
});

it('answers paths that do not exist with 404 whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), hostile, async (path, odd) => {
      const answer = await call('POST', `/api/v1/nothing${path}`, { body: odd });
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ code: 'NOT_FOUND' });
    }),
    { seed, numRuns: 100 },
  );
});
