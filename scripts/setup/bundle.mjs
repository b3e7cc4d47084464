import { join } from 'node:path';
import { root } from './root.mjs';

/** What `dist/` is made of: name of the bundle → its entry. */
export const entries = {
  web: 'lib/api/serve.ts',
  worker: 'lib/worker/main.ts',
  seed: 'prisma/seed.ts',
};

/** esbuild's options for server code: packages stay outside, `@/` follows tsconfig.json. */
export function bundleOptions(names, outdir = join(root, 'dist')) {
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, join(root, entries[name])])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node22.12',
    format: 'esm',
    packages: 'external',
    tsconfig: join(root, 'tsconfig.json'),
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'silent',
  };
}
