import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

/** Bytes of what a bundler makes of an import, minified and compressed. */
function compressed(contents: string): number {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    absWorkingDir: join(import.meta.dirname, '..'),
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

test('all of it is under 15 kB compressed', () => {
  expect(compressed("export * from './index'")).toBeLessThan(15_000);
});

test('who only verifies webhooks does not ship the client', () => {
  expect(compressed("export { verifyWebhook } from './index'")).toBeLessThan(2_000);
});
