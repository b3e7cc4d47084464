import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routes } from '@/lib/api/registry';
import { slugOf } from '@/lib/docs/markdown';
import { type SdkMethod, sdkMethods } from '@/lib/testing/docs/sdk-source';
import { ROUTES } from '@/sdk/src/generated/api';

const found = sdkMethods();
const all = [...found.values()].flat();

/** Operation → `call agents.update(id, body)`, and the operations that the SDK does not know at all. */
function known() {
  const entries = Object.keys(ROUTES).flatMap((id) => {
    const method = all.find(({ operation, kind }) => kind && operation === id);
    return method ? [[id, `${method.kind} ${method.name}(${method.takes.join(', ')})`]] : [];
  });
  const ids = routes.map(({ endpoint }) => endpoint.id);
  return {
    methods: Object.fromEntries(entries) as Record<string, string>,
    unknown: ids.filter((id) => !(id in ROUTES)),
  };
}

test('the reference knows the SDK as it is: else run this file with --update', async () => {
  const text = `${JSON.stringify(known(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('./sdk-methods.json');
});

const cell = (text: string) => text.replaceAll('|', '\\|');

function table(methods: SdkMethod[], prefix: string): string {
  const rows = methods.map(({ name, signature, says, operation }) => {
    const told = operation && routes.find(({ endpoint }) => endpoint.id === operation)?.endpoint;
    const does = [says, !says && told ? `${told.summary}.` : ''].join('');
    const calls = told ? `[\`${operation}\`](/docs/api/${slugOf(told.tag)}#${operation})` : '';
    return `| \`${prefix}${name}(${signature})\` | ${cell(does)} | ${calls} |`;
  });
  return ['| method | | operation |', '| --- | --- | --- |', ...rows].join('\n');
}

test('the page of the methods is written from the SDK: else run this file with --update', async () => {
  const parts = [...found]
    .filter(([, methods]) => methods.length > 0)
    .map(
      ([name, methods]) =>
        `## ${name ? `client.${name}` : 'client'}\n\n${table(methods, 'client.')}`,
    );
  const page = `---
title: SDK methods
description: Every method of the TypeScript client, by resource, with the operation that it calls.
order: 30
---

Written from the source of the SDK. The last argument of every method is \`{signal, timeoutMs, maxRetries, idempotencyKey, headers}\`. Lists are awaited for one page, or iterated over to the end. [The SDK](sdk.md) shows how they are used; the operations are described in the [API reference](/docs/api).

${parts.join('\n\n')}
`;
  await expect(page).toMatchFileSnapshot('../../../docs/reference/sdk-methods.md');
});

test('every method of the source was read', () => {
  const resources = [
    ...readFileSync('sdk/src/client.ts', 'utf8').matchAll(/^ {2}readonly \w+: /gm),
  ];
  expect(found.size).toBe(resources.length + 1);
  for (const [name, methods] of found) expect(methods.length, name).toBeGreaterThan(0);
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['executeAgent', 'apps.upload', 'events.stream']));
});
