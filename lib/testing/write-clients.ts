import { readFile, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join } from 'node:path';

// A process of its own: node write-clients FOLDER, where openapi.json lies.
// Both generators print with the compiler's JavaScript API, which TypeScript 7 has no more; that of 6 stands in.
registerHooks({
  resolve: (name, context, next) =>
    next(name === 'typescript' ? '@ts-morph/common/dist/typescript.js' : name, context),
});
const folder = process.argv[2] as string;
const input = join(folder, 'openapi.json');

const { createClient } = await import('@hey-api/openapi-ts');
await createClient({
  input,
  output: { path: join(folder, 'hey-api') },
  plugins: ['@hey-api/client-fetch'],
  logs: { level: 'silent', file: false },
});

const { default: openapiTypeScript, astToString } = await import('openapi-typescript');
const types = await openapiTypeScript(JSON.parse(await readFile(input, 'utf8')));
await writeFile(join(folder, 'openapi-types.ts'), astToString(types));
