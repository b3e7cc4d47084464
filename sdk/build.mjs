import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

// npm run build -w sdk: dist/ with the code as ESM and CJS, and its types for both.
const here = import.meta.dirname;
const dist = join(here, 'dist');
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

rmSync(dist, { recursive: true, force: true });
const bundle = (format, outfile) =>
  build({
    entryPoints: [join(here, 'src', 'index.ts')],
    outfile: join(dist, outfile),
    bundle: true,
    format,
    target: 'es2022',
    // Not "node": the same file serves browsers, Deno, Bun and edge runtimes.
    platform: 'neutral',
    legalComments: 'none',
    logLevel: 'error',
  });
await bundle('esm', 'index.js');
await bundle('cjs', 'index.cjs');

execFileSync(process.execPath, [tsc, '-p', join(here, 'tsconfig.json')], { stdio: 'inherit' });
// Node's resolution of types wants extensions, and types of CommonJS in files of their own.
for (const name of readdirSync(dist, { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const text = readFileSync(join(dist, name), 'utf8');
  const write = (to, extension) => {
    const file = (from) => `${/(^|\/)\.\.?$/.test(from) ? `${from}/index` : from}${extension}`;
    const specifier = /(from |import\()(['"])(\.[^'"]*)\2/g;
    const complete = text.replace(specifier, (_, before, __, from) => `${before}'${file(from)}'`);
    writeFileSync(join(dist, to), complete);
  };
  write(name.replace(/\.d\.ts$/, '.d.cts'), '.cjs');
  write(name, '.js');
}
