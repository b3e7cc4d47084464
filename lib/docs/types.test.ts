import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { blocksOf } from '@/lib/docs/blocks';
import { parseMarkdown } from '@/lib/docs/markdown';
import { docPages } from '@/lib/docs/pages';
import { once } from '@/lib/testing/docs/run-page';

const root = process.cwd();
// Inside node_modules, so that types are found and nothing else watches it.
mkdirSync(join(root, 'node_modules'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules', '.docs-types-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  paths: { '@fleetprompt/sdk': [join(root, 'sdk', 'src', 'index.ts')] },
};

test('the TypeScript of every page has the right types', { timeout: 120_000 }, async () => {
  const pages = docPages().flatMap(({ section, slug, body }) => {
    const blocks = blocksOf(parseMarkdown(body)).flat();
    const code = blocks.filter((one) => one.language === 'ts' && !one.static && !one.file);
    if (code.length === 0) return [];
    const name = `${section}-${slug}.ts`;
    const text = once(code.map((one) => one.code).join('\n'));
    writeFileSync(join(folder, name), `${text}\nexport {};\n`);
    return [name];
  });
  expect(pages.length).toBeGreaterThan(20);
  const config = { compilerOptions: OPTIONS, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const said = await new Promise<string>((done) => {
    execFile(tsc, ['-p', folder, '--pretty', 'false'], { cwd: folder }, (error, out, err) =>
      done(`${out}${err}${error && !out ? error.message : ''}`),
    );
  });
  expect(said.split('\n').filter((line) => line.includes('error'))).toEqual([]);
});
