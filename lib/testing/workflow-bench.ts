import { systemCtx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { pool } from '@/lib/core/db/pool';
import { newId } from '@/lib/core/ids';
import { makeWorkflow } from '@/lib/testing/workflow-runs';
import { CHANNEL } from '@/lib/workflows/postgres/commit';
import { host } from '@/lib/workflows/postgres/host';

/** The clients of the workflow benchmark, as a process of their own: one task by message, its times back. */
interface Task {
  definition: { [key: string]: unknown };
  runs: number;
  clients: number;
  /** Instead of runs: as many commits of as many rows. */
  raw?: { commits: number; rows: number };
}

const ctx = systemCtx(newId(), 'bench');
const ends = new Map<string, () => void>();
await listen(CHANNEL, (id) => ends.get(id)?.());
const body = JSON.stringify({ text: 'x'.repeat(300) });

async function rawRun({ commits, rows }: { commits: number; rows: number }): Promise<void> {
  const client = await pool().connect();
  for (let commit = 0; commit < commits; commit++) {
    await client.query('begin');
    for (let row = commit; row < rows; row += commits)
      await client.query({
        name: 'row',
        text: 'insert into bench_rows (body) values ($1)',
        values: [body],
      });
    await client.query('commit');
  }
  client.release();
}

async function oneRun(run: Awaited<ReturnType<typeof makeWorkflow>>): Promise<void> {
  const id = newId();
  let told = false;
  let wake = () => {};
  ends.set(id, () => {
    told = true;
    wake();
  });
  await host.start(ctx, { id, run, input: {}, trigger: { type: 'schedule' } });
  for (;;) {
    if (!told)
      await new Promise<void>((resolve) => {
        const poll = setTimeout(resolve, 1_000);
        wake = () => {
          clearTimeout(poll);
          resolve();
        };
      });
    told = false;
    const { status } = await host.describe(ctx, id);
    if (status === 'completed') break;
    if (status !== 'running' && status !== 'queued') throw new Error(`The run is ${status}.`);
  }
  ends.delete(id);
}

process.on('message', async ({ definition, runs, clients, raw }: Task) => {
  const workflow = await makeWorkflow(ctx, definition);
  const times: number[] = [];
  let begun = 0;
  const started = performance.now();
  const client = async () => {
    while (begun++ < runs) {
      const at = performance.now();
      await (raw ? rawRun(raw) : oneRun(workflow));
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  process.send?.({ times, perSecond: (runs / (performance.now() - started)) * 1000 });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });
