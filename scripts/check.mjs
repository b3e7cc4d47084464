import { join } from 'node:path';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { root } from './setup/root.mjs';
import { refuse, run, say, warn } from './setup/say.mjs';
import { step } from './setup/step.mjs';

const bin = (...path) => join(root, 'node_modules', ...path);

/** The checks, cheapest first: name and the arguments for Node. */
const checks = [
  ['import order', [join(root, 'scripts', 'check-imports.mjs')]],
  ['lint and format', [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']],
  ['types', [bin('typescript', 'bin', 'tsc'), '--noEmit']],
];

// npm run check: everything that can be told without running the code.
await run(async () => {
  checkNode();
  await ensureInstalled();
  await continueInNewerNode();
  const { ensureClient } = await import('./setup/generate.mjs');
  await ensureClient();
  const failed = [];
  for (const [name, args] of checks) {
    const { status, output } = await step(process.execPath, args);
    if (status === 0) continue;
    failed.push(name);
    warn(output.trim());
  }
  if (failed.length > 0) refuse(`Check failed: ${failed.join(', ')}.`);
  say(`Checked: ${checks.map(([name]) => name).join(', ')}.`);
});
