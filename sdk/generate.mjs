import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { apiTypes } from './api-types.mjs';

// npm run generate -w sdk: writes the API's types from the OpenAPI document that the routes make.
// The file is committed, so that types and editors need no build, and a change of the API shows in review.
const root = join(import.meta.dirname, '..');
const entry = `
import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
export const document = openApiDocument(routes, '3.1', 'https://api.fleetprompt.com');
`;

// Inside node_modules, so that the bundle finds its packages and nothing else watches it.
const folder = await mkdtemp(join(root, 'node_modules', '.sdk-types-'));
try {
  const outfile = join(folder, 'document.mjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    tsconfig: join(root, 'tsconfig.json'),
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { document } = await import(pathToFileURL(outfile).href);
  await writeFile(join(import.meta.dirname, 'src', 'generated', 'api.ts'), apiTypes(document));
} finally {
  await rm(folder, { recursive: true });
}
process.exit();
