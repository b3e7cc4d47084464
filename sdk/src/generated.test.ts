import { expect, test } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
import { apiTypes } from '../api-types.mjs';
import packageJson from '../package.json';
import { ROUTES } from './generated/api';
import { VERSION } from './version';

test('the types are those of the API as it is: else run `npm run generate -w sdk`', async () => {
  const document = openApiDocument(routes, '3.1', 'https://api.fleetprompt.com');
  await expect(apiTypes(document)).toMatchFileSnapshot('./generated/api.ts');
});

test('every operation that a key may call can be called', () => {
  const paths = new Set<string>(Object.values(ROUTES));
  const shapes = new Set([...paths].map((path) => path.replace(/\{\w+\}/g, '{}')));
  const missing = routes
    .map(({ endpoint }) => endpoint)
    .filter(({ auth }) => auth.includes(':'))
    .map(({ method, path }) => `${method} ${path.replace(/^\/api\/(v1\/)?/, '')}`)
    .filter((route) => !shapes.has(route.replace(/\{\w+\}/g, '{}')));
  expect(missing).toEqual([]);
});

test('the package has no dependencies and tells its own version', () => {
  expect(packageJson).not.toHaveProperty('dependencies');
  expect(VERSION).toBe(packageJson.version);
});
