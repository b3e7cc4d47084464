import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKnownScope } from '@/lib/accounts/scope-names';
import { routes } from '@/lib/api/registry';

const endpoints = routes.map(({ endpoint }) => endpoint);
const table = endpoints.map((one) => [`${one.method} ${one.path}`, one] as const);

/** Route files that mount the registry, next-auth or the explorer, or give the docs as text. Endpoints need no file. */
const ROUTE_FILES = [
  'app/.well-known/[...path]/route.ts',
  'app/api/[[...path]]/route.ts',
  'app/api/auth/[...nextauth]/route.ts',
  'app/api/auth/session/route.ts',
  'app/api/docs/[[...path]]/route.ts',
  'app/chat/send/route.ts',
  'app/docs/raw/[section]/[page]/route.ts',
  'app/llms-full.txt/route.ts',
  'app/llms.txt/route.ts',
];

describe('the registry', () => {
  it('knows every route file: none can answer outside of it', () => {
    const files = globSync('app/{.,}*/**/route.{ts,tsx,js}').sort();
    expect(files.filter((file) => !ROUTE_FILES.includes(file))).toEqual([]);
  });

  it('gives every endpoint an id of its own', () => {
    const ids = endpoints.map((one) => one.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});

describe.each(table)('%s', (_, endpoint) => {
  it('says who may call it', () => {
    const { auth } = endpoint;
    if (['public', 'authenticated', 'session'].includes(auth)) return;
    expect(auth).toMatch(/^[a-z_]+:(read|write|execute|admin)$/);
    expect(isKnownScope(auth)).toBe(true);
  });

  it('declares its parameters, answers and a summary', () => {
    const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const shape = (endpoint.params as { shape?: object } | undefined)?.shape ?? {};
    expect(Object.keys(shape).sort()).toEqual(named.sort());
    expect(Object.keys(endpoint.responses).length).toBeGreaterThan(0);
    expect(endpoint.summary).toMatch(/^[A-Z][^.]+$/);
    expect(endpoint.tag).toBeTruthy();
  });

  it('has an example that its own schemas accept', () => {
    const { example, body, query, bodyOptional } = endpoint;
    if (body && !bodyOptional) expect(example?.body, 'an example body').toBeDefined();
    if (body && example?.body !== undefined)
      expect(body.safeParse(example.body).error?.issues).toBeUndefined();
    if (query && example?.query)
      expect(query.safeParse(example.query).error?.issues).toBeUndefined();
  });

  it('writes nothing when it only reads', () => {
    if (endpoint.method === 'GET') expect(endpoint.body).toBeUndefined();
    if (endpoint.method === 'GET' && endpoint.auth.includes(':'))
      expect(endpoint.auth).toMatch(/:(read|admin)$/);
  });
});
