import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PackedProject, packedProject } from '@/lib/testing/packed';
import { withServedApi } from '@/lib/testing/served-api';

const api = withServedApi();
const root = join(import.meta.dirname, '..', '..');
let project: PackedProject;
let folder: string;
const node: PackedProject['node'] = (...command) => project.node(...command);

beforeAll(async () => {
  project = await packedProject(() => ({
    FLEETPROMPT_API_KEY: api.apiKey,
    FLEETPROMPT_BASE_URL: api.baseURL,
  }));
  folder = project.folder;
}, 120_000);
afterAll(() => project.remove());

test('both packages install from their tarballs into an empty project, and nothing else does', async () => {
  const installed = await readdir(join(folder, 'node_modules'));
  expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['@fleetprompt']);
  expect(await readdir(join(folder, 'node_modules', '@fleetprompt'))).toEqual(['cli', 'sdk']);
  for (const name of ['cli', 'sdk']) {
    const files = await readdir(join(folder, 'node_modules', '@fleetprompt', name));
    expect(files.sort()).toEqual(['README.md', 'dist', 'package.json']);
  }
});

test('the SDK works there as an ES module and as CommonJS', async () => {
  const use = `
    const client = new FleetPromptClient();
    client.createAgent({ name: 'From afar' }).then((agent) => console.log(agent.name));`;
  await writeFile(
    join(folder, 'esm.mjs'),
    `import FleetPromptClient from '@fleetprompt/sdk';${use}`,
  );
  await writeFile(
    join(folder, 'cjs.cjs'),
    `const { FleetPromptClient, isFleetPromptError } = require('@fleetprompt/sdk');
     if (isFleetPromptError(new Error())) throw new Error('no');${use}`,
  );
  expect((await node('esm.mjs')).stdout).toBe('From afar\n');
  expect((await node('cjs.cjs')).stdout).toBe('From afar\n');
});

test('its types hold there, for ES modules and for CommonJS, under the strictest resolution', async () => {
  const source = (importing: string) => `${importing}
    const client = new FleetPromptClient({ apiKey: 'fp_x' });
    export async function name(id: string): Promise<string> {
      const agent: Agent = await client.getAgent(id);
      for await (const one of client.listAgents({ status: 'active' })) one.config.model?.length;
      // @ts-expect-error: there is no such field
      agent.nothing;
      return agent.name;
    }`;
  const imports = "import { FleetPromptClient, type Agent } from '@fleetprompt/sdk';";
  await writeFile(join(folder, 'use.mts'), source(imports));
  await writeFile(join(folder, 'use.cts'), source(imports));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022'];
  const { stdout } = await node(
    tsc,
    '--noEmit',
    ...strict,
    '--lib',
    'es2022,dom',
    'use.mts',
    'use.cts',
  );
  expect(stdout).toBe('');
});

test('the fleet command works there', async () => {
  const fleet = join('node_modules', '.bin', 'fleet');
  expect((await node(fleet, '--version')).stdout).toBe('1.0.0\n');
  const { stdout } = await node(fleet, 'agents', '--json');
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'From afar' }));
  await expect(node(fleet, 'agents:get', 'nothing')).rejects.toMatchObject({ code: 1 });
});
