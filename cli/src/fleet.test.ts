import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeListing } from '@/lib/testing/factories/listings';
import { fleetCommand } from '@/lib/testing/fleet';
import { withServedApi } from '@/lib/testing/served-api';
import { commands } from './commands';

const api = withServedApi();
const { fleet, home } = fleetCommand();
/** As one who is signed in by the environment. */
const signedIn = fleetCommand(() => ({
  FLEETPROMPT_API_KEY: api.apiKey,
  FLEETPROMPT_BASE_URL: api.baseURL,
})).fleet;

async function activeAgent(): Promise<string> {
  const made = await signedIn([
    ...['create', '--name', 'Greeter', '--prompt', 'You greet.', '--model', 'sandbox', '--json'],
  ]);
  expect((await signedIn(['deploy', made.json.id])).code).toBe(0);
  return made.json.id;
}

test("the seed's commands work one after the other, as printed", async () => {
  const nobody = await fleet(['agents:list']);
  expect(nobody).toMatchObject({ code: 3, out: '' });
  expect(nobody.err).toContain('fleet login');

  const login = await fleet(['login'], { input: `${api.apiKey}\n${api.baseURL}\n` });
  expect(login).toMatchObject({ code: 0, err: '' });
  expect(login.out).toContain('✓ Authenticated successfully');
  expect(login.out).not.toContain(api.apiKey);
  const file = join(home, '.fleetprompt', 'config.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const answers = 'Sorter\nSorts letters\nYou sort.\nsandbox\n';
  const created = await fleet(['agents:create'], { input: answers });
  expect(created.out).toContain('✓ Created agent: Sorter');
  const id = /ID: (\S+)/.exec(created.out)?.[1] as string;

  expect((await fleet(['agents:deploy', id])).out).toContain('✓ Agent deployed');
  const listed = await fleet(['agents']);
  expect(listed.out).toContain(`  Sorter (active)\n  ID: ${id}\n  Model: sandbox`);

  const executed = await fleet(['agents:execute', id, '-i', '{"message":"Hello"}']);
  expect(executed.code).toBe(0);
  expect(executed.out).toMatch(/^Execution ID: [\da-f-]{36}\nStatus: /);
  expect(executed.out).toContain('Sandbox model');

  const { slug } = await makeListing(api.ctx);
  const installed = await fleet(['packages:install', slug]);
  expect(installed.out).toMatch(/✓ Package ".+" installed\n {2}Installation ID: [\da-f-]{36}/);

  expect((await fleet(['whoami'])).out).toContain(api.organizationId);
  expect((await fleet(['logout'])).code).toBe(0);
  expect((await fleet(['whoami'])).code).toBe(3);
});

test('a key that is none is not kept', async () => {
  const refused = await fleet(['login', '--key', 'fp_none', '--url', api.baseURL]);
  expect(refused.code).toBe(3);
  expect((await fleet(['agents'])).err).toContain('Not signed in');
});

test('output is plain without a terminal, and JSON when asked for', async () => {
  const id = await activeAgent();
  const listed = await signedIn(['agents', 'list', '--json']);
  expect(listed.json.map((agent: { id: string }) => agent.id)).toContain(id);
  const executed = await signedIn(['execute', id, '-m', 'Hello', '--json']);
  expect(executed.json).toMatchObject({ status: 'completed', agent_id: id });
  expect(executed.err).toBe('');
  const plain = await signedIn(['executions']);
  expect(plain.out).toContain(executed.json.id);
  expect(`${plain.out}${plain.err}`).not.toContain('\u001b');
  const streamed = await signedIn(['execute', id, '-m', 'Hello', '--stream']);
  expect(streamed.out).toContain('Sandbox model');
  const logs = await signedIn(['logs', executed.json.id, '--follow', '--json']);
  expect(logs.code).toBe(0);
});

test('exit codes tell what went wrong', async () => {
  expect((await signedIn(['agents:deploy'])).code).toBe(2);
  expect((await signedIn(['agents:deploy', 'a', 'b'])).code).toBe(2);
  expect((await signedIn(['agents', '--wrong'])).code).toBe(2);
  expect((await signedIn(['agents', '--limit', 'many'])).code).toBe(2);
  const typo = await signedIn(['agent:list']);
  expect(typo.code).toBe(2);
  expect(typo.err).toContain('agents:list');
  const missing = await signedIn(['agents:get', 'nothing', '--json']);
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.err)).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  expect((await signedIn(['agents', '--key', 'fp_none'])).code).toBe(3);
  const draft = await signedIn(['create', '--name', 'Draft', '--json']);
  const refused = await signedIn(['execute', draft.json.id, '-i', '{"message":']);
  expect(refused.code).toBe(2);
  expect((await signedIn(['execute', draft.json.id])).err).toContain('Deploy it first');
});

test('a failed execution exits with 1', async () => {
  const id = await activeAgent();
  const failed = await signedIn(['execute', id, '-m', '[[sandbox: fail=malformed]]', '--json']);
  expect(failed.json.status).toBe('failed');
  expect(failed.code).toBe(1);
  expect((await signedIn(['executions:get', failed.json.id])).err).toContain(
    '✗ Execution failed: ',
  );
});

test('a workflow is created from a file and run', async () => {
  const file = join(home, 'double.json');
  const step = { id: 'double', type: 'transform', config: { expression: 'input.n * 2' } };
  writeFileSync(file, JSON.stringify({ name: 'Double', steps: [step] }));
  expect((await signedIn(['workflows:validate', file])).code).toBe(0);
  const made = await signedIn(['workflows:create', file, '--json']);
  const run = await signedIn(['run', made.json.id, '-i', '{"n":21}', '--json']);
  expect(run.json).toMatchObject({ status: 'completed', output: 42 });
  expect((await signedIn(['runs:get', run.json.id])).out).toContain('completed');
  expect((await signedIn(['workflows'])).out).toContain('Double');
  writeFileSync(file, JSON.stringify({ name: 'Broken', steps: [{ id: 'a', type: 'nothing' }] }));
  expect((await signedIn(['workflows:validate', file])).code).toBe(1);
});

test('every list is shown', async () => {
  for (const name of ['jobs', 'events', 'webhooks', 'packages', 'approvals', 'runs', 'workflows']) {
    const { code, json } = await signedIn([name, '--json']);
    expect([name, code, Array.isArray(json)]).toEqual([name, 0, true]);
    expect((await signedIn([name])).code).toBe(0);
  }
});

test('Ctrl-C ends what follows with 130', async () => {
  const leave = new AbortController();
  const heard = (_: string, err: string) => {
    if (err.includes('Listening')) leave.abort(new Error('interrupted'));
  };
  const { code } = await signedIn(['events', '--follow'], { signal: leave.signal, heard });
  expect(code).toBe(130);
});

test('every command has help, and completion knows it', async () => {
  const overview = await fleet(['--help']);
  const scripts = await Promise.all(
    ['bash', 'zsh', 'fish'].map(async (shell) => (await fleet(['completion', shell])).out),
  );
  for (const { name } of commands) {
    expect(overview.out).toContain(name);
    expect((await fleet([name, '--help'])).out).toContain(`fleet ${name}`);
    for (const script of scripts) expect(script.replaceAll('\\:', ':')).toContain(name);
  }
});
