import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  makeApp,
  packageOf,
  publish,
  uniqueApp,
  unpublish,
  uploadVersion,
} from '@/e2e/support/packages';
import { demo } from '@/e2e/support/sign-in';
import { type PackedProject, packedProject } from '@/lib/testing/packed';

// One after the other: they share what is installed, and its home folder.
test.describe.configure({ mode: 'default' });

let project: PackedProject;
const api = () => `${process.env.E2E_BASE_URL}/api/v1`;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  project = await packedProject(() => ({ FLEETPROMPT_BASE_URL: api() }));
});
test.afterAll(() => project.remove());

/** The installed `fleet`, answered as a person would; gives what it wrote. */
function fleet(words: string[], answers = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = join(project.folder, 'node_modules', '.bin', 'fleet');
    const env = { ...process.env, HOME: project.folder };
    const child = spawn(process.execPath, [program, ...words], { cwd: project.folder, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
    child.stdin.end(answers);
  });
}

test('the commands of the command line work one after the other on a fresh server', async () => {
  test.setTimeout(120_000);
  const login = await fleet(['login'], `${demo().apiKey}\n${api()}\n`);
  expect(login).toContain('✓ Authenticated successfully');
  const kept = join(project.folder, '.fleetprompt', 'config.json');
  expect(statSync(kept).mode & 0o777).toBe(0o600);

  const created = await fleet(['agents:create'], 'Sorter\nSorts letters\nYou sort.\nsandbox\n');
  expect(created).toContain('✓ Created agent: Sorter');
  const id = /ID: (\S+)/.exec(created)?.[1] as string;
  expect(await fleet(['agents:deploy', id])).toContain('✓ Agent deployed');
  expect(await fleet(['agents'])).toContain(`Sorter (active)\n  ID: ${id}\n  Model: sandbox`);

  const executed = await fleet(['agents:execute', id, '-i', '{"message":"Hello"}']);
  expect(executed).toContain('Execution ID: ');
  expect(executed).toContain('Sandbox model');

  // The documentation's quick example, as printed but for the key and the agent.
  await writeFile(
    join(project.folder, 'quick.mjs'),
    `import FleetPromptClient from '@fleetprompt/sdk';

const client = new FleetPromptClient({
  apiKey: '${demo().apiKey}'
});

// Execute an agent
const execution = await client.executeAgent('${id}', {
  message: 'Hello, world!'
});

console.log(execution.output);`,
  );
  const { stdout } = await project.node('quick.mjs');
  expect(stdout).toContain('Sandbox model');
});

test('a package of the marketplace is installed by its slug', async ({ page }) => {
  const app = uniqueApp('Quick');
  const id = await makeApp(page, app.name);
  await uploadVersion(page, id, await packageOf(app));
  await publish(page, id, { slug: app.slug });
  try {
    await fleet(['login'], `${demo().apiKey}\n${api()}\n`);
    const installed = await fleet(['packages:install', app.slug]);
    expect(installed).toContain(`✓ Package "${app.name}" installed\n  Installation ID: `);
  } finally {
    await unpublish(page, id);
  }
});
