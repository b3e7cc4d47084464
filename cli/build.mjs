import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

// npm run build -w cli: dist/fleet.js, one file; the SDK stays a package of its own.
const dist = join(import.meta.dirname, 'dist');
rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: [join(import.meta.dirname, 'src', 'fleet.ts')],
  outfile: join(dist, 'fleet.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@fleetprompt/sdk'],
  banner: { js: '#!/usr/bin/env node' },
  legalComments: 'none',
  logLevel: 'error',
});
chmodSync(join(dist, 'fleet.js'), 0o755);
