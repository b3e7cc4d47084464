import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findModel } from '@/lib/agents/models/catalog';
import { cronProblem } from '@/lib/core/cron';
import { type Block, blocksOf, isRun } from '@/lib/docs/blocks';
import { quickCode } from '@/lib/docs/home';
import { parseMarkdown } from '@/lib/docs/markdown';
import { docPages } from '@/lib/docs/pages';
import { compile as compileWorkflow } from '@/lib/engine/compile';
import { compile as compileConfig } from '@/lib/engine/dsl/compile';
import { fixtures } from '@/lib/testing/docs/fixtures';
import { type Bench, makeBench } from '@/lib/testing/docs/programs';
import { runPage } from '@/lib/testing/docs/run-page';
import { withServedDocs } from '@/lib/testing/docs/served';
import { isTaskType } from '@/lib/workflows/task-types';

const docs = withServedDocs();
let bench: Bench;
beforeAll(async () => {
  bench = await makeBench();
});
afterAll(() => bench?.remove());

const beside = ['README.md', 'sdk/README.md', 'cli/README.md'].map((file) => ({
  file,
  needs: ['agent'],
  runs: blocksOf(parseMarkdown(readFileSync(file, 'utf8'))),
}));
const pages = docPages().map(({ file, needs, body, line }) => ({
  file,
  needs,
  runs: blocksOf(parseMarkdown(body)).map((run) =>
    run.map((block) => ({ ...block, line: block.line + line - 1 })),
  ),
}));
const home = { file: '/docs', needs: [], runs: [quickCode] };
const all = [...beside, home, ...pages].filter(({ runs }) => runs.length > 0);

const SHOWN = ['bash', 'ts', 'python', 'json', 'yaml', 'fleet', 'text'];

/** What is wrong with a block that can be told without running it. */
function problemOf(block: Block): string | undefined {
  const { language, code, marks } = block;
  if (language === '') return 'says no language; use text where there is none';
  if (!block.file && !SHOWN.includes(language))
    return `is in ${language}, which nothing checks; these are: ${SHOWN.join(', ')}`;
  if (block.static !== undefined)
    return block.static.length < 10 ? 'says static without a reason' : undefined;
  if (marks.some((mark) => mark === 'static')) return 'says static without a reason';
  const odd = marks.filter((mark) => mark !== 'workflow');
  if (odd.length > 0) return `says ${odd.join(', ')}, which means nothing`;
  if (block.file?.endsWith('/') || block.file?.includes('..')) return 'is written elsewhere';
  try {
    if (language === 'json') {
      const read = JSON.parse(code);
      if (marks.includes('workflow')) {
        const { problems } = compileWorkflow(read, { cron: cronProblem });
        if (problems.length > 0) return `does not compile: ${JSON.stringify(problems)}`;
      }
    }
    if (language === 'yaml') parse(code);
  } catch (error) {
    return `is not ${language}: ${(error as Error).message}`;
  }
  if (language === 'fleet') {
    const { diagnostics } = compileConfig(code, {
      agentKind: (name) => (findModel(name) ? 'model' : null),
      taskType: isTaskType,
      engine: { cron: cronProblem },
    });
    if (diagnostics.length > 0) return `does not compile: ${JSON.stringify(diagnostics)}`;
  }
  return undefined;
}

test.each(all)('every block of $file is in a language that is checked, and holds', (page) => {
  const wrong = page.runs.flat().flatMap((block) => {
    const problem = problemOf(block);
    return problem ? [`${page.file}:${block.line} ${problem}`] : [];
  });
  const unknown = page.needs.filter((name) => !Object.hasOwn(fixtures, name));
  expect(wrong).toEqual([]);
  expect(unknown, 'fixtures in lib/testing/docs/fixtures.ts').toEqual([]);
});

// Tutorials are followed in lib/testing/docs/tutorials.test.ts, with what they lead to.
const elsewhere = ({ file }: { file: string }) => file.startsWith('docs/tutorials/');
const runnable = all.filter(
  (page) =>
    !elsewhere(page) &&
    page.runs.flat().some((one) => isRun(one.language) && !one.static && !one.file && !one.output),
);

describe('the examples run from a clean start', () => {
  test.concurrent.each(runnable)('$file', { timeout: 150_000 }, async (page) => {
    const problems = await runPage({ ...page, docs, bench });
    if (problems.length > 0) throw new Error(problems.join('\n\n'));
  });
});
