import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Block, RunLanguage } from '@/lib/docs/blocks';
import { isRun } from '@/lib/docs/blocks';
import { type Fixture, type FixtureName, fixtures } from '@/lib/testing/docs/fixtures';
import { type Bench, type Ran, runProgram } from '@/lib/testing/docs/programs';
import type { ServedDocs } from '@/lib/testing/docs/served';

export interface Given {
  /** `docs/guides/jobs.md` */
  file: string;
  needs: string[];
  runs: Block[][];
  docs: ServedDocs;
  bench: Bench;
  /** instead of those that `needs` names elsewhere */
  fixtures?: Record<string, Fixture>;
}

/** Stands in the output of a program before what each block prints. */
const MARK = '\u001e';

const mark: Record<RunLanguage, (index: number, place: string) => string> = {
  bash: (index, place) => `__at='${place}'; printf '${MARK}${index}\\n'`,
  ts: (index) => `console.log('\\x1e${index}');`,
  python: (index) => `print('\\x1e${index}', flush=True)`,
};

/** What each block of a program printed, by its index among the page's blocks. */
function printed(out: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const part of out.split(MARK).slice(1)) {
    const [, index, text] = /^(\d+)\n([\s\S]*)$/.exec(part) ?? [];
    if (index !== undefined) found.set(Number(index), text ?? '');
  }
  return found;
}

/** The reader's own addresses in place of those that the page shows. */
const placed = (code: string, { origin, elsewhere }: ServedDocs): string =>
  code
    .replaceAll('http://localhost:4000', origin)
    .replaceAll('localhost:4000', origin.replace('http://', ''))
    .replace(/https:\/\/(?:[\w-]+\.)*example\.(?:com|org)/g, elsewhere);

/** The page's blocks in one language as one program. */
function sourceOf(language: RunLanguage, blocks: Block[], all: Block[], given: Given): string {
  const parts = blocks.map((block) => {
    const place = `${given.file}:${block.line}`;
    return `${mark[language](all.indexOf(block), place)}\n${placed(block.code, given.docs)}`;
  });
  if (language === 'bash')
    parts.unshift(
      'set -euo pipefail',
      `trap '__code=$?; [ $__code = 0 ] || echo "exit $__code in the block at $__at" >&2' EXIT`,
    );
  if (language === 'ts') return once(parts.join('\n'));
  return parts.join('\n');
}

/** One import of each kind: blocks that show it again are still one module. */
export function once(code: string): string {
  const seen = new Set<string>();
  return code
    .split('\n')
    .filter((line) => {
      if (!/^import .* from '.*';$/.test(line)) return true;
      if (seen.has(line)) return false;
      seen.add(line);
      return true;
    })
    .join('\n');
}

async function commandOf(language: RunLanguage, code: string, cwd: string) {
  if (language === 'ts') {
    await build({
      stdin: { contents: code, loader: 'ts', resolveDir: cwd, sourcefile: 'page.ts' },
      outfile: join(cwd, 'page.mjs'),
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
    });
    return [process.execPath, '--enable-source-maps', 'page.mjs'] as const;
  }
  const name = language === 'bash' ? 'page.sh' : 'page.py';
  writeFileSync(join(cwd, name), code);
  return [language === 'bash' ? 'bash' : 'python3', name] as const;
}

/** Runs a page's blocks in one language in a fresh organization; resolves to what went wrong. */
async function runLanguage(language: RunLanguage, given: Given, blocks: Block[]) {
  const { docs, bench, file } = given;
  const all = given.runs.flat();
  const cwd = bench.place(`${file.replace(/\.md$/, '')}-${language}`);
  const reader = await docs.reader();
  const prepare = (name: string) => given.fixtures?.[name] ?? fixtures[name as FixtureName];
  const made = [];
  for (const name of given.needs) made.push(await prepare(name)(reader, { docs, folder: cwd }));
  const baseURL = `${docs.origin}/api/v1`;
  const env = Object.assign(
    { FLEETPROMPT_API_KEY: reader.apiKey, FLEETPROMPT_BASE_URL: baseURL },
    ...made.map((one) => one.env ?? {}),
  );
  // As `npm start` leaves it, for the README.
  const kept = { apiKey: reader.apiKey, baseUrl: docs.origin };
  const files = all.flatMap((one) => (one.file ? [[one.file, placed(one.code, docs)]] : []));
  files.push(['.fleetprompt/demo.json', JSON.stringify(kept)]);
  for (const [name, text] of files as [string, string][]) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text.endsWith('\n') ? text : `${text}\n`);
  }
  try {
    let ran: Ran;
    try {
      const source = sourceOf(language, blocks, all, given);
      const [command, ...args] = await commandOf(language, source, cwd);
      ran = await runProgram(command, args, { cwd, env, bench });
    } catch (error) {
      ran = { code: 1, out: '', err: (error as Error).message };
    }
    const allowed = new Set(given.runs.flat().flatMap((one) => one.errors));
    const refused = reader.refused.filter((line) => !allowed.has(Number(line.split(' ')[0])));
    const told = `${ran.err.slice(-3_000)}\n${ran.out.slice(-3_000)}`.replaceAll(MARK, '#');
    const problems = [];
    if (ran.code !== 0) problems.push(`${file}: ${language} ended with ${ran.code}\n${told}`);
    if (refused.length > 0)
      problems.push(`${file}: ${language} was answered ${refused.join(', ')}\n${told}`);
    return { problems, printed: printed(ran.out) };
  } finally {
    for (const one of made) await one.close?.();
  }
}

/** The values at the paths of a JSON document that must be there: `data[].id`. */
function missing(wanted: unknown, got: unknown, at = ''): string[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got)) return [`${at || 'it'} is no list`];
    return wanted.length > 0 && got.length > 0 ? missing(wanted[0], got[0], `${at}[]`) : [];
  }
  if (typeof wanted !== 'object' || wanted === null) return [];
  if (typeof got !== 'object' || got === null) return [`${at || 'it'} is no object`];
  return Object.entries(wanted).flatMap(([key, value]) => {
    const path = at ? `${at}.${key}` : key;
    return key in got ? missing(value, (got as Record<string, unknown>)[key], path) : [path];
  });
}

function jsonIn(text: string): unknown {
  for (const candidate of [text, text.slice(text.search(/^[[{]/m)), text.trim().split('\n').at(-1)])
    try {
      return JSON.parse(candidate ?? '');
    } catch {}
  return undefined;
}

/** Compares an `output` block with what the code before it printed, in any language. */
function outputProblems(given: Given, said: Map<number, string>): string[] {
  const all = given.runs.flat();
  let before: Block[] = [];
  return given.runs.flatMap((run) => {
    const code = run.filter((block) => isRun(block.language) && !block.output && !block.file);
    if (code.length > 0) before = code;
    return run
      .filter((block) => block.output && block.language === 'json')
      .flatMap((block) => {
        if (before.every((one) => one.static)) return [];
        const texts = before.map((one) => jsonIn(said.get(all.indexOf(one)) ?? ''));
        const got = texts.filter((one) => one !== undefined);
        const place = `${given.file}:${block.line}`;
        if (got.length === 0) return [`${place}: the code before this output printed no JSON`];
        const lacks = got.map((one) => missing(JSON.parse(block.code), one));
        const best = lacks.sort((a, b) => a.length - b.length)[0] ?? [];
        return best.length > 0 ? [`${place}: what was printed has no ${best.join(', ')}`] : [];
      });
  });
}

/** Runs everything that a page shows; resolves to what is wrong with it. */
export async function runPage(given: Given): Promise<string[]> {
  const runnable = given.runs
    .flat()
    .filter((block) => isRun(block.language) && !block.static && !block.file && !block.output);
  const languages = [...new Set(runnable.map((block) => block.language as RunLanguage))];
  const results = await Promise.all(
    languages.map((language) =>
      runLanguage(
        language,
        given,
        runnable.filter((block) => block.language === language),
      ),
    ),
  );
  const problems = results.flatMap((one) => one.problems);
  if (problems.length > 0) return problems;
  const said = new Map(results.flatMap((one) => [...one.printed]));
  return outputProblems(given, said);
}
