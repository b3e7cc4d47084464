import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/setup/root.mjs';
import { median } from './setup.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const lines = 10_000;

/** Workflows of ten lines each, of every kind of thing that one holds. */
const workflow = (i) => `workflow Triage${i} {
  trigger event "ticket.created" if "data.priority > ${i}"
  timeout 2h
  classify: Agent("claude-sonnet-4") { input: { text: "workflow.input.body", n: ${i} } }
  if "steps.classify.output.urgent" {
    notify { activity "slack.send_message" input { channel: "#triage", text: steps.classify.output } }
  }
  for line in "input.lines" with { concurrency: 3 } { each: set { value: "{{ line }}" } }
  retry { max_attempts 3 initial_interval "10s" backoff_multiplier 2.0 }
}
`;

async function language() {
  const folder = mkdtempSync(join(root, 'node_modules', '.bench-'));
  const outfile = join(folder, 'dsl.mjs');
  const contents = ['parse', 'compile', 'format']
    .map((name) => `export * from './lib/engine/dsl/${name}';`)
    .join('\n');
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  try {
    return await import(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 10,000 lines of the config language beside reading the tree that they make from JSON. */
export async function benchDsl() {
  const { parse, compile, format } = await language();
  const source = Array.from({ length: lines / 10 }, (_, i) => workflow(i)).join('');
  // A document deploys at most 50 workflows: this much of it is compiled.
  const deployed = Array.from({ length: 50 }, (_, i) => workflow(i)).join('');
  const { document, problems } = parse(source);
  if (problems.length > 0) throw new Error(problems[0].message);
  const tree = JSON.stringify(document);
  const took = (work) => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  };
  const all = { parse: [], format: [], json: [], compile: [] };
  for (let round = 0; round <= rounds; round++) {
    const one = {
      parse: took(() => parse(source)),
      format: took(() => format(source)),
      json: took(() => JSON.parse(tree)),
      compile: took(() => compile(deployed)),
    };
    // The first round warms up.
    if (round > 0) for (const [name, ms] of Object.entries(one)) all[name].push(ms);
  }
  const ms = (name) => Math.round(median(all[name]));
  console.log(
    `config language, ${lines} lines (${source.length >> 10} KiB): parse ${ms('parse')} ms, format ${ms('format')} ms; 500 lines down to plans ${ms('compile')} ms`,
  );
  console.log(`parse / JSON.parse of its tree: ${(ms('parse') / ms('json')).toFixed(1)}`);
}

if (import.meta.main) {
  await benchDsl();
  process.exit(0);
}
