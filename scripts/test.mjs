import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { stopWithParent } from './setup/parent.mjs';
import { root } from './setup/root.mjs';
import { refuse, run, say, warn } from './setup/say.mjs';
import { step } from './setup/step.mjs';

const program = (...path) => join(root, 'node_modules', ...path);

/** A server of our own in a temporary folder, unless TEST_DATABASE_URL names one. */
async function testServer(folder) {
  if (process.env.TEST_DATABASE_URL) {
    return { adminUrl: process.env.TEST_DATABASE_URL, stop: async () => {} };
  }
  const { startPostgres } = await import('./postgres/server.mjs');
  const server = await startPostgres({ wanted: join(folder, 'postgres'), disposable: true });
  return { adminUrl: server.url('postgres'), stop: () => server.stop() };
}

async function vitest(folder, env, patterns) {
  const { countVitest } = await import('./test/results.mjs');
  const report = join(folder, 'vitest.json');
  const args = [program('vitest', 'vitest.mjs'), 'run', ...patterns];
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  const { status } = await step(process.execPath, args, { env, show: true });
  return countVitest(report, status);
}

async function playwright(folder, { adminUrl, template }) {
  const { countPlaywright } = await import('./test/results.mjs');
  const { ensureBrowser } = await import('./test/browser.mjs');
  const { startForBrowser } = await import('./test/server.mjs');
  const CHROMIUM_PATH = await ensureBrowser();
  const server = await startForBrowser({ adminUrl, template, folder });
  try {
    const report = join(folder, 'playwright.json');
    const env = { ...process.env, ...server.env, CHROMIUM_PATH, E2E_REPORT: report };
    env.E2E_OUTPUT = join(folder, 'results');
    const args = [program('@playwright', 'test', 'cli.js'), 'test'];
    const { status } = await step(process.execPath, args, { env, show: true });
    return countPlaywright(report, status);
  } finally {
    await server.stop();
  }
}

/** Check, vitest, browser; a failing stage does not hide what the later ones would say. */
async function everything(folder) {
  const counts = [];
  const { status, output } = await step(process.execPath, [join(root, 'scripts', 'check.mjs')]);
  (status === 0 ? say : warn)(output.trim());
  counts.push(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  const { adminUrl, stop } = await testServer(folder);
  try {
    const { ensureTemplate } = await import('./postgres/template.mjs');
    const template = await ensureTemplate(adminUrl);
    const { ensurePrograms } = await import('./test/programs.mjs');
    await ensurePrograms();
    const env = { ...process.env, TEST_DATABASE_URL: adminUrl, TEST_TEMPLATE: template };
    counts.push(await vitest(folder, env, []));
    counts.push(await playwright(folder, { adminUrl, template }).catch(countAsFailure));
  } finally {
    await stop();
  }
  return counts;
}

function countAsFailure(error) {
  warn(error.message);
  return { passed: 0, failed: 1 };
}

/** `npm test -- path …`: only the matching vitest files, on the test server that goes on running. */
async function some(folder, patterns) {
  return [await vitest(folder, process.env, patterns)];
}

// npm test: everything; npm test -- PATH: the tests whose path contains PATH.
await run(async () => {
  stopWithParent();
  checkNode();
  await ensureInstalled();
  await continueInNewerNode();
  const { ensureClient } = await import('./setup/generate.mjs');
  await ensureClient();
  const folder = mkdtempSync(join(tmpdir(), 'fleetprompt-test-'));
  // Walkable: as root, PostgreSQL runs as another user and keeps its data below.
  chmodSync(folder, 0o711);
  const patterns = process.argv.slice(2);
  let counts;
  try {
    counts = await (patterns.length > 0 ? some(folder, patterns) : everything(folder));
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const line = `${sum('passed')} passed, ${sum('failed')} failed`;
  if (sum('failed') > 0) refuse(line);
  say(line);
});
