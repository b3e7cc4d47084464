import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions, entries } from './bundle.mjs';
import { ensureClient } from './generate.mjs';
import { hashOf, readStamp } from './hash.mjs';
import { locked } from './lock.mjs';
import { makeHome, root } from './root.mjs';
import { refuse, say, warn } from './say.mjs';
import { step } from './step.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'prisma/schema',
  'prisma/demo-content.ts',
  'prisma/packages',
  'prisma/seed.ts',
  'public',
  'scripts/setup/bundle.mjs',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
const dist = join(root, 'dist');
const stamp = join(dist, '.stamp');

/** Bundles the server programs with esbuild; a broken source becomes a sentence. */
export async function bundle(names = Object.keys(entries)) {
  const { build, formatMessages } = await import('esbuild');
  try {
    await build(bundleOptions(names));
  } catch (error) {
    const lines = await formatMessages(error.errors ?? [], { kind: 'error' });
    refuse(`The server could not be bundled:\n${lines.join('') || error.message}`);
  }
}

async function buildPages() {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { status, output } = await step(process.execPath, [next, 'build'], { env });
  if (status === 0) return;
  warn(output.trim());
  refuse('The application could not be built: next build failed, see above.');
}

/** Builds pages and server when a source has changed. Resolves to the hash of the sources. */
export async function ensureBuilt() {
  await ensureClient();
  const hash = hashOf(sources);
  const done = () =>
    readStamp(stamp) === hash && existsSync(join(root, '.next', 'BUILD_ID')) ? hash : null;
  if (done()) return hash;
  return locked(join(makeHome(), 'build.lock'), async () => {
    if (done()) return hash;
    say('Building (about a minute) …');
    await bundle();
    await buildPages();
    mkdirSync(dist, { recursive: true });
    writeFileSync(stamp, hash);
    return hash;
  });
}
