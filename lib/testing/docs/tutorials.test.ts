import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksOf } from '@/lib/docs/blocks';
import { parseMarkdown } from '@/lib/docs/markdown';
import { readPage } from '@/lib/docs/pages';
import type { Fixture } from '@/lib/testing/docs/fixtures';
import { buyer } from '@/lib/testing/docs/fixtures/buyer';
import { smtp } from '@/lib/testing/docs/fixtures/smtp';
import { slack } from '@/lib/testing/docs/fixtures/vendors';
import { type Bench, makeBench } from '@/lib/testing/docs/programs';
import { runPage } from '@/lib/testing/docs/run-page';
import { type Reader, withServedDocs } from '@/lib/testing/docs/served';
import { until } from '@/lib/testing/until';
import { sweepSchedules } from '@/lib/worker/sweep-schedules';

/** Each tutorial from a clean start, as a reader follows it; then what it has led to in the world. */
const docs = withServedDocs();
let bench: Bench;
beforeAll(async () => {
  bench = await makeBench();
});
afterAll(() => bench?.remove());

type Run = { trigger: { type: string } };
type Prepared = Awaited<ReturnType<Fixture>> & { reader: Reader };

/** Follows a tutorial; what each of its programs was given stays open until the test ends. */
async function follow(slug: string, name: string, fixture: Fixture): Promise<Prepared[]> {
  const { file, body } = readPage(
    'tutorials',
    slug,
    readFileSync(`docs/tutorials/${slug}.md`, 'utf8'),
  );
  const prepared: Prepared[] = [];
  const kept: Fixture = async (reader, at) => {
    const { close, ...made } = await fixture(reader, at);
    prepared.push({ ...made, close, reader });
    return made;
  };
  const given = { file, needs: [name], runs: blocksOf(parseMarkdown(body)), docs, bench };
  expect(await runPage({ ...given, fixtures: { [name]: kept } })).toEqual([]);
  return prepared;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function read(key: string | undefined, path: string): Promise<any> {
  const answer = await fetch(`${docs.origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

test('every tutorial is followed here', () => {
  const source = readFileSync('lib/testing/docs/tutorials.test.ts', 'utf8');
  for (const name of readdirSync('docs/tutorials'))
    expect(source).toContain(`follow('${name.replace(/\.md$/, '')}'`);
});

test('triage: the mail is answered once, after a person has approved, with what they wrote', {
  timeout: 150_000,
}, async () => {
  const all = await follow('triage-support-mail', 'smtp', smtp);
  expect(all.length).toBe(2);
  for (const { reader, received, close } of all) {
    const mails = (received as () => { to: string[]; data: string }[])();
    expect(mails.map(({ to }) => to)).toEqual([['ada@example.com']]);
    expect(mails[0]?.data).toMatch(/^Subject: Re: Where is my parcel\?/m);
    const [run] = (await read(reader.apiKey, '/workflow-runs')).data;
    expect(run).toMatchObject({ state: 'completed', output: { answered: true } });
    const [asked] = (await read(reader.apiKey, `/approvals?run_id=${run.id}`)).data;
    const steps = (await read(reader.apiKey, `/workflow-runs/${run.id}/steps`)).data;
    const answer = steps.find(({ step }: { step: string }) => step === 'answer');
    expect(asked.status).toBe('approved');
    expect(Date.parse(answer.started_at)).toBeGreaterThanOrEqual(Date.parse(asked.ended_at));
    const { data } = asked.decisions[0];
    const reply = data?.reply ?? 'We are looking for your parcel';
    expect(mails[0]?.data.replaceAll('=\r\n', '')).toContain(reply);
    await close?.();
  }
  // In the terminal it came by the hook, twice; in TypeScript it was started.
  const runs = await Promise.all(
    all.map(async ({ reader }) => (await read(reader.apiKey, '/workflow-runs')).data),
  );
  expect(runs.map((list) => list.map((run: Run) => run.trigger.type)).toSorted()).toEqual([
    ['manual'],
    ['webhook'],
  ]);
});

test('report: Slack gets the message when run by hand, and again when its time has come', {
  timeout: 150_000,
}, async () => {
  const all = await follow('nightly-report-to-slack', 'slack', slack);
  expect(all.length).toBe(2);
  type Post = { method: string; args: { channel: string; text: string } };
  const posts = ({ received }: Prepared) =>
    (received as () => Post[])().filter(({ method }) => method === 'chat.postMessage');
  expect(all.map((one) => posts(one).length)).toEqual([1, 1]);
  const due = await Promise.all(
    all.map(({ reader }) =>
      reader.ctx.db.workflowTrigger.findFirstOrThrow({ where: { kind: 'schedule' } }),
    ),
  );
  const times = due.map(({ nextAt }) => nextAt?.getTime() ?? 0);
  expect(Math.min(...times)).toBeGreaterThan(Date.now());
  await sweepSchedules(new Date(Math.max(...times)));
  for (const [i, one] of all.entries()) {
    await until('the scheduled message', async () => posts(one).length === 2);
    for (const { args } of posts(one)) {
      expect(args.channel).toBe('#reports');
      expect(args.text).toMatch(/^\*Last day: \d+ executions\*/);
    }
    const { lastAt } = await one.reader.ctx.db.workflowTrigger.findUniqueOrThrow({
      where: { id: due[i]?.id ?? '' },
    });
    expect(lastAt?.getTime()).toBe(times[i]);
    await one.close?.();
  }
});

test('selling: the buyer is charged the price once, and the seller has it', {
  timeout: 150_000,
}, async () => {
  const all = await follow('publish-and-sell-a-package', 'buyer', buyer);
  expect(all.length).toBe(2);
  const amounts = async (key: string | undefined, about: string) => {
    const { transactions } = await read(key, '/credits/history?limit=100');
    return transactions
      .filter(({ description }: { description: string }) => description === about)
      .map(({ amount }: { amount: number }) => amount);
  };
  const versions = [];
  for (const { reader, env } of all) {
    const key = env?.BUYER_API_KEY;
    expect(await amounts(key, 'Installation of Review writer')).toEqual([-40]);
    expect(await amounts(reader.apiKey, 'Sold: Review writer')).toEqual([40]);
    const { credits, held } = await read(key, '/credits/balance');
    expect({ credits, held }).toEqual({ credits: 59.99, held: 0 });
    const [installed] = (await read(key, '/installations')).data;
    expect(installed.status).toBe('active');
    versions.push(installed.version);
  }
  // In the terminal the buyer has upgraded.
  expect(versions.toSorted()).toEqual(['1.0.0', '1.1.0']);
});
