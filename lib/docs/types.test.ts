import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { apiReference } from '@/lib/api/docs/reference';
import { blocksOf } from '@/lib/docs/blocks';
import { quickCode } from '@/lib/docs/home';
import { parseMarkdown } from '@/lib/docs/markdown';
import { docPages } from '@/lib/docs/pages';
import { examplesOf } from '@/lib/docs/reference/examples';
import { makeBench } from '@/lib/testing/docs/programs';
import { once } from '@/lib/testing/docs/run-page';

const root = join(import.meta.dirname, '..', '..');

/** Every TypeScript module of the docs, by a name for its file. */
function modules(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { operations } of apiReference().tags)
    for (const operation of operations) found.set(operation.id, examplesOf(operation).ts);
  const pages = docPages().map(({ file, body }) => [file, blocksOf(parseMarkdown(body)).flat()]);
  for (const [file, blocks] of [...pages, ['home', quickCode]] as [string, typeof quickCode][]) {
    const code = blocks.filter(
      (one) => one.language === 'ts' && !one.file && !one.static && !one.output,
    );
    const text = once(code.map((one) => one.code).join('\n'));
    if (text) found.set(file.replace(/\W/g, '-'), text);
  }
  return found;
}

test('every TypeScript example is right by the types of the SDK', {
  timeout: 120_000,
}, async () => {
  const bench = await makeBench();
  try {
    const folder = bench.place('types');
    const found = modules();
    for (const [name, code] of found)
      writeFileSync(join(folder, `${name}.ts`), `${code}\nexport {};\n`);
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const options = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2024',
        lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        types: ['node'],
        paths: { '@fleetprompt/sdk': [join(root, 'sdk', 'src', 'index.ts')] },
      },
      include: ['*.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder], {
      cwd: folder,
    }).catch((error: { stdout: string }) => error);
    expect(found.size).toBeGreaterThan(250);
    expect(stdout).toBe('');
  } finally {
    bench.remove();
  }
});
