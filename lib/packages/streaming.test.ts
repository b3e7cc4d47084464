import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiProcess, apiProcesses } from '@/lib/testing/api-processes';
import { nativePackage } from '@/lib/testing/apkg';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';

const MiB = 1024 * 1024;
let drop: () => Promise<void>;
let folder: string;
let server: ApiProcess;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  folder = await mkdtemp(join(tmpdir(), 'fp-streaming-'));
  const env = { DATABASE_URL: database.url, FLEETPROMPT_STORAGE: folder };
  [server] = (await apiProcesses(1, env)) as [ApiProcess];
});
afterAll(async () => {
  await server?.stop();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

/** The most memory that the server has had, in MiB. */
async function peak(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

it.runIf(process.platform === 'linux')(
  'a package of 90 MiB goes through a real server without being held in memory',
  async () => {
    const { headers } = await makeOrganization();
    const made = await fetch(`${server.origin}/api/agent-apps`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Large' }),
    });
    const { app } = (await made.json()) as { app: { id: string } };
    const upload = async (version: string, size: number) => {
      const data = randomBytes(size);
      const file = nativePackage({ version }, [{ name: 'model.bin', data, method: 0 }]);
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), 'large.apkg');
      form.append('version', version);
      const response = await fetch(`${server.origin}/api/agent-apps/${app.id}/packages`, {
        method: 'POST',
        headers,
        body: form,
      });
      const text = await response.text();
      expect(response.status, text).toBe(201);
      return { file, kept: (JSON.parse(text) as { package: { size: number } }).package };
    };
    await upload('1.0.0', MiB);
    const before = await peak();
    const { file, kept } = await upload('2.0.0', 90 * MiB);
    expect(kept.size).toBe(file.length);
    expect((await peak()) - before).toBeLessThan(60);
  },
  120_000,
);
