import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Ctx, transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { storage } from '@/lib/core/storage/storage';
import { enqueueJob } from '@/lib/jobs/enqueue-job';
import { type Kept, presentWhole } from '@/lib/jobs/present';
import { upload } from '@/lib/jobs/upload';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let folder: string;
let server: Server;
let base: string;
let generator: ChildProcess;
let big: string;
let ctx: Ctx;

/** 100 MB of CSV, made in a process of its own so that only what is measured here counts. */
const GENERATOR = `
  const { createServer } = require('node:http');
  const server = createServer((request, response) => {
    let sent = 0, row = 0;
    response.write('id,name,amount\\n');
    const more = () => {
      while (sent < 100 * 1024 * 1024) {
        let text = '';
        for (let i = 0; i < 500; i++) {
          row++;
          text += (row % 1500000) + ', Name of person ' + row + ' ,' + row / 8 + '\\n';
        }
        sent += text.length;
        if (!response.write(text)) return response.once('drain', more);
      }
      response.end();
    };
    more();
  }).listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-data-'));
  server = createServer((request, response) => {
    if (request.url === '/gone.csv') return response.writeHead(404).end();
    return response.writeHead(200).end('a,b\n1,2\n');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  generator = spawn(process.execPath, ['-e', GENERATOR], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(generator.stdout as NodeJS.ReadableStream as never, 'data');
  big = `http://127.0.0.1:${String(line).trim()}/big.csv`;
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  overrideEnv({
    FLEETPROMPT_STORAGE: folder,
    EGRESS_ALLOW: `127.0.0.1:${port},${new URL(big).host}`,
  });
  ({ ctx } = await makeOrganization());
});
afterAll(async () => {
  generator.kill('SIGKILL');
  server.close();
  server.closeAllConnections();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

async function processed(payload: object) {
  const made = await transaction(ctx, (tx) =>
    enqueueJob(tx, { taskType: 'data-processing', payload, maxRetries: 0 }),
  );
  await drain(120_000, ['jobs.run']);
  const job = await ctx.db.job.findUniqueOrThrow({ where: { id: made.id } });
  const { file, value } = (job.result ?? {}) as unknown as Kept & {
    value: Record<string, unknown>;
  };
  return { job, file, value };
}

async function textOf(key: string | undefined): Promise<string> {
  const { stream } = await (await storage()).get(key ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function stored(filename: string, text: string): Promise<string> {
  const { source } = await upload(ctx, { filename });
  await (await storage()).put(source.slice('storage:'.length), Buffer.from(text));
  return source;
}

describe('CSV', () => {
  it('is cleaned and transformed, and spreadsheets find no formula in it', async () => {
    const source = await stored(
      'people.csv',
      '\ufeffFull Name,Total (EUR),isActive,Note\r\n  Ada   Lovelace ,12.50,TRUE,=HYPERLINK("x")\r\n,,,\r\nBob,n/a,false,"a,b"\r\n',
    );
    const { value, file } = await processed({ source, operations: ['clean', 'transform'] });
    expect(value).toMatchObject({ rows_in: 3, rows_out: 2, rows_dropped: 1, errors: 0 });
    expect(await textOf(file?.key)).toBe(
      'full_name,total_eur,is_active,note\r\nAda Lovelace,12.5,true,"\'=HYPERLINK(""x"")"\r\nBob,,false,"a,b"\r\n',
    );
  });

  it('goes through every operation with parameters into JSON', async () => {
    const source = await stored('sales.csv', 'id,price,count\n1,2,3\n2,5,1\n2,5,1\n3,x,1\n4,9,9\n');
    const { value, file } = await processed({
      source,
      output_format: 'json',
      operations: [
        { op: 'dedupe' },
        { op: 'cast', fields: { price: 'number', count: 'integer' } },
        { op: 'transform', set: { total: 'row.price * row.count' } },
        { op: 'filter', where: 'row.total < 80' },
        { op: 'rename', fields: { id: 'key' } },
        { op: 'select', fields: ['key', 'total'] },
      ],
    });
    expect(value).toMatchObject({ rows_in: 5, rows_out: 2, rows_dropped: 2, errors: 1 });
    expect(value.error_samples).toEqual([{ row: 4, message: 'price is "x", which is no number' }]);
    expect(JSON.parse(await textOf(file?.key))).toEqual([
      { key: '1', total: 6 },
      { key: '2', total: 5 },
    ]);
  });
});

describe('JSON', () => {
  test.each([
    ['a list', 'rows.json', '[ {"a":"x]\\"y"}, {"a":{"b":[1,2]}} ,7]'],
    ['lines', 'rows.ndjson', '{"a":"x]\\"y"}\n\n{"a":{"b":[1,2]}}\r\n7\n'],
  ])('as %s is read row by row; what is no row is counted', async (_, name, text) => {
    const { value, file } = await processed({
      source: await stored(name, text),
      operations: [],
      output_format: 'ndjson',
    });
    expect(value).toMatchObject({ rows_in: 3, rows_out: 2, errors: 1 });
    expect(await textOf(file?.key)).toBe('{"a":"x]\\"y"}\n{"a":{"b":[1,2]}}\n');
  });

  test.each([
    ['cut off', '[{"a":1},{"a"'],
    ['with brackets that do not match', '{"a":1}}'],
  ])('%s fails with a sentence', async (_, text) => {
    const { job } = await processed({ source: await stored('bad.json', text) });
    expect(job).toMatchObject({ status: 'failed', error: { code: 'SOURCE_BROKEN' } });
  });
});

describe('a source', () => {
  test.each([
    ['that is not there', () => `${base}/gone.csv`, 'SOURCE_MISSING'],
    ['on a private address', () => 'http://10.0.0.1/a.csv', 'EGRESS_BLOCKED'],
    [
      'of another organization',
      () => `storage:jobs/${crypto.randomUUID()}/a.csv`,
      'SOURCE_MISSING',
    ],
    [
      'outside of our folder',
      () => `storage:jobs/${ctx.organizationId}/../x.csv`,
      'SOURCE_MISSING',
    ],
    ['in a bucket that is not ours', () => 's3://bucket/data.csv', 'SOURCE_UNKNOWN'],
    ['of no known kind', () => 'file:///etc/passwd', 'SOURCE_UNKNOWN'],
  ])('%s fails the job with its reason', async (_, source, code) => {
    const { job } = await processed({ source: source() });
    expect(job).toMatchObject({ status: 'failed', error: { code } });
  });
});

it('100 MB are streamed: memory stays bounded, and the link leads to the result', async () => {
  const peak = { rss: 0 };
  global.gc?.();
  const before = process.memoryUsage().rss;
  const look = setInterval(() => {
    peak.rss = Math.max(peak.rss, process.memoryUsage().rss);
  }, 50);
  const { job, value, file } = await processed({
    source: big,
    operations: [
      'clean',
      { op: 'dedupe', fields: ['id'] },
      { op: 'select', fields: ['id', 'amount'] },
    ],
  });
  clearInterval(look);
  expect(job.error).toBeNull();
  expect(value.rows_out).toBe(1_500_000);
  expect(file?.bytes).toBeGreaterThan(10_000_000);
  // A million and a half rows held whole would be several times as much.
  expect((peak.rss - before) / 1024 ** 2).toBeLessThan(256);
  const shown = await presentWhole(job);
  expect(shown.file?.url).toContain('/api/files/');
}, 180_000);
