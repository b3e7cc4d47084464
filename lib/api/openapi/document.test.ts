import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dispatch } from '@/lib/api/dispatch';
import { openApiDocument, type Version } from '@/lib/api/openapi/document';
import { TAGS } from '@/lib/api/openapi/tags';
import { routes } from '@/lib/api/registry';

const run = promisify(execFile);
const root = process.cwd();
const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
afterAll(() => rm(folder, { recursive: true }));

const read = (path: string, headers = {}) =>
  dispatch(new Request(`http://localhost${path}`, { headers }));

/** Redocly's verdict on a document: its exit code and its problems. */
async function lint(version: Version) {
  const file = join(folder, `${version}.json`);
  await writeFile(file, JSON.stringify(openApiDocument(routes, version, 'https://fleet.test')));
  const cli = join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const args = [cli, 'lint', file, '--config', join(root, 'redocly.yaml'), '--format', 'json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await run(process.execPath, args, { env, maxBuffer: 64 << 20 }).catch(
    (failed: { stdout: string }) => failed,
  );
  const { problems } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    problems: { ruleId: string; message: string; location: { pointer: string }[] }[];
  };
  return problems.map((p) => `${p.ruleId}: ${p.message} at ${p.location[0]?.pointer}`);
}

describe('the OpenAPI document', () => {
  it.each(['3.1', '3.0'] as const)(
    '%s lints clean under every recommended rule',
    async (version) => {
      expect(await lint(version)).toEqual([]);
    },
    120_000,
  );

  it('lists every route with its scope', () => {
    const document = openApiDocument(routes, '3.1', 'https://fleet.test');
    for (const { endpoint } of routes) {
      const at = document.paths?.[endpoint.path] as Record<string, Record<string, unknown>>;
      const operation = at[endpoint.method.toLowerCase()];
      expect(operation?.operationId).toBe(endpoint.id);
      if (endpoint.auth.includes(':')) expect(operation?.['x-required-scope']).toBe(endpoint.auth);
    }
  });

  it('describes every tag', () => {
    const used = new Set(routes.map((route) => route.endpoint.tag));
    expect([...used].filter((tag) => !TAGS[tag])).toEqual([]);
  });

  it('is served as JSON and YAML under both names, in both versions', async () => {
    for (const name of ['openapi', 'open_api']) {
      const json = await read(`/api/v1/${name}`);
      expect(json.headers.get('content-type')).toBe('application/json');
      expect((await json.json()).openapi).toBe('3.1.0');
      expect((await (await read(`/api/v1/${name}?version=3.0`)).json()).openapi).toBe('3.0.3');
      const yaml = await read(`/api/v1/${name}.yaml`);
      expect(yaml.headers.get('content-type')).toContain('yaml');
      expect(parse(await yaml.text()).openapi).toBe('3.1.0');
      const asked = await read(`/api/v1/${name}`, { accept: 'application/yaml' });
      expect(parse(await asked.text()).openapi).toBe('3.1.0');
    }
  });

  it('refuses a version that does not exist', async () => {
    const refused = await read('/api/v1/openapi?version=2.0');
    expect(refused.status).toBe(400);
    expect((await refused.json()).details).toEqual({ version: 'must be one of: 3.0 3.1' });
  });
});
