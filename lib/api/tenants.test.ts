import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@/lib/api/registry';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { ROLES } from '@/lib/core/scopes';
import { type Answer, type Asked, call, fill } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { FIELDS } from '@/lib/testing/resources';
import {
  type FullTenant,
  keyWith,
  makeTenant,
  type Principal,
  paramsOf,
  pointAt,
  rowsOf,
  strangers,
} from '@/lib/testing/two-tenants';

const PLENTY = 1_000_000;
let drop: () => Promise<void>;
let mine: FullTenant;
let theirs: FullTenant;
let principals: Principal[];
let before: Record<string, string>;
const keys = new Map<string, Promise<Principal>>();

/** One key per scope, made when it is first asked for. */
const keyFor = (scope: string): Promise<Principal> => {
  const made = keys.get(scope) ?? keyWith(mine, scope);
  keys.set(scope, made);
  return made;
};

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: PLENTY,
    RATE_LIMIT_PER_HOUR: PLENTY,
    RATE_LIMIT_ANONYMOUS_PER_HOUR: PLENTY,
    RATE_LIMIT_SESSION_PER_MINUTE: PLENTY,
    RATE_LIMIT_SIGN_IN: PLENTY,
  });
  mine = await makeTenant('amber');
  theirs = await makeTenant('zinnia');
  principals = [...ROLES.map((role) => mine.roles[role]), await keyWith(mine, '*:*')];
  before = await rowsOf(theirs.organizationId);
});

afterAll(() => drop());

/** An answer must show nothing of the other tenant beyond the ids that were sent. */
function expectNoLeak(answer: Answer, sent: string): void {
  const shown = answer.text + JSON.stringify([...answer.headers]);
  expect(shown).not.toContain(theirs.marker);
  for (const secret of theirs.secrets) expect(shown).not.toContain(secret);
  for (const id of Object.values(theirs.ids))
    if (!sent.includes(id)) expect(shown).not.toContain(id);
}

const expectUntouched = async () => expect(await rowsOf(theirs.organizationId)).toEqual(before);

async function attempt(principal: Principal, method: string, path: string, asked: Asked) {
  const answer = await call(method, path, {
    ...asked,
    headers: { ...principal.headers, ...asked.headers },
  });
  expectNoLeak(answer, path + JSON.stringify(asked));
  return answer;
}

/** What an answer says, without the ids by which two of the same kind differ. */
const gist = ({ status, text }: Answer) => [status, text.replace(/[\da-f]{8}-[\da-f-]{27}/g, 'id')];

const all = routes.map(({ endpoint }) => endpoint);
/** A token in a path is the credential itself; cards are what an organization has made public. */
const withParams = all.filter(
  ({ params, path }) =>
    params && path.includes('{') && !path.includes('{token}') && !path.startsWith('/.well-known/'),
);
const scoped = all.filter((endpoint) => endpoint.auth.includes(':'));
const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe.each(withParams.map((endpoint) => [name(endpoint), endpoint] as const))(
  '%s with ids of another organization',
  (_, endpoint) => {
    it('is answered to nobody, exactly like ids of nothing, and changes nothing', async () => {
      const { method, path, auth, example } = endpoint;
      const all = auth.includes(':') ? [...principals, await keyFor(auth)] : principals;
      for (const principal of all) {
        const asked = { body: example?.body };
        const answer = await attempt(
          principal,
          method,
          fill(path, paramsOf(path, theirs.ids)),
          asked,
        );
        expect([403, 404], `${principal.name}: ${answer.text}`).toContain(answer.status);
        const nothing = fill(path, paramsOf(path, strangers(theirs.ids)));
        expect(gist(answer)).toEqual(gist(await attempt(principal, method, nothing, asked)));
      }
      await expectUntouched();
    });
  },
);

describe('bodies and queries that name things of another organization', () => {
  const withBody = all.filter((endpoint) => endpoint.body && endpoint.auth !== 'public');
  it.each(withBody.map((endpoint) => [name(endpoint), endpoint] as const))(
    '%s refuses them and changes nothing',
    async (_, endpoint) => {
      const { method, path, example } = endpoint;
      const fields = Object.keys((endpoint.body as { shape?: object }).shape ?? {});
      const named = fields.filter((field) => theirs.ids[FIELDS[field] ?? '']);
      for (const field of named) {
        for (const shape of [newId(), [newId()]]) {
          const body = pointAt({ ...(example?.body as object), [field]: shape }, theirs.ids);
          const answer = await attempt(
            mine.roles.owner,
            method,
            fill(path, path.includes('{') ? paramsOf(path, mine.ids) : {}),
            { body },
          );
          expect(answer.status, `${field}: ${answer.text}`).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
        }
      }
      await expectUntouched();
    },
  );

  it('lists show nothing of another organization, filtered by its ids or not', async () => {
    for (const endpoint of all.filter((one) => one.method === 'GET' && !one.path.includes('{'))) {
      const fields = Object.keys((endpoint.query as { shape?: object } | undefined)?.shape ?? {});
      for (const principal of principals) {
        await attempt(principal, 'GET', endpoint.path, {});
        for (const field of fields.filter((one) => FIELDS[one])) {
          const id = theirs.ids[FIELDS[field] as string] as string;
          const answer = await attempt(principal, 'GET', endpoint.path, { query: { [field]: id } });
          expect((answer.json as { total?: number })?.total ?? 0).toBe(0);
        }
        for (const field of fields.filter((one) => one === 'search' || one === 'q'))
          await attempt(principal, 'GET', endpoint.path, {
            query: { [field]: theirs.marker.slice(0, -1) },
          });
      }
    }
    await expectUntouched();
  });
});

describe.each(scoped.map((endpoint) => [name(endpoint), endpoint] as const))(
  '%s',
  (_, endpoint) => {
    const { method, path, auth, example } = endpoint;
    const ask = (principal: Principal) =>
      attempt(principal, method, fill(path, paramsOf(path, strangers(mine.ids))), {
        body: example?.body,
      });
    const refusal = (answer: Answer) =>
      (answer.json as { details?: { required_scope?: string } })?.details?.required_scope;

    it(`refuses a key that has everything but ${auth}`, async () => {
      const [resource, action] = auth.split(':');
      const others = ['read', 'write', 'execute', 'admin'].filter((one) => one !== action);
      const lacking = others.map((one) => `*:${one}`);
      const answer = await ask(await keyWith(mine, ...lacking));
      expect(answer.status).toBe(403);
      expect(refusal(answer)).toBe(auth);
      const foreign = await ask(
        await keyFor(`${resource === 'usage' ? 'audit' : 'usage'}:${action}`),
      );
      expect(foreign.status).toBe(403);
    });

    it(`lets in a key that has only ${auth}`, async () => {
      const answer = await ask(await keyFor(auth));
      expect(refusal(answer)).toBeUndefined();
      expect(answer.status).not.toBe(401);
      expect(answer.status).toBeLessThan(500);
    });
  },
);
