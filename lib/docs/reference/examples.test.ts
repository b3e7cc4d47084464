import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiReference } from '@/lib/api/docs/reference';
import { examplesOf } from '@/lib/docs/reference/examples';
import { COMMON_ERRORS, type Operation } from '@/lib/docs/reference/operations';
import { answersJson, credentialOf, shownValues, streams } from '@/lib/docs/reference/values';
import { nativePackage } from '@/lib/testing/apkg';
import { type Bench, makeBench, runProgram } from '@/lib/testing/docs/programs';
import { withServedDocs } from '@/lib/testing/docs/served';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { makeListing } from '@/lib/testing/factories/listings';
import { type FullTenant, makeTenant, paramsOf, pointAt } from '@/lib/testing/two-tenants';

const docs = withServedDocs();
const operations = apiReference().tags.flatMap((tag) => tag.operations);
let bench: Bench;
let tenant: FullTenant;
let listingId: string;
let env: Record<string, string>;

beforeAll(async () => {
  bench = await makeBench();
  tenant = await makeTenant('docs');
  listingId = (await makeListing((await makeOrganization({ name: 'Publisher' })).ctx)).id;
  const { key } = await makeApiKey(tenant.organizationId, tenant.ownerId);
  env = {
    FLEETPROMPT_API_KEY: key,
    CRON_SECRET: process.env.CRON_SECRET ?? '',
    ACCESS_TOKEN: (tenant.roles.owner.headers.authorization ?? '').replace('Bearer ', ''),
  };
});
afterAll(() => bench?.remove());

/** Examples that cannot succeed with what the tenant has: what they are answered, and why. */
const REFUSED: Record<string, [status: number, why: string]> = {
  receiveStripeEvent: [400, 'only Stripe can sign it'],
  compareWorkflowVersions: [404, 'there is one version'],
  publishWorkflow: [404, 'there is one version'],
  getServerCard: [404, 'no agent stands for the server until an operator says so'],
  downloadFile: [403, 'the token comes from another operation'],
  uploadFile: [403, 'the token comes from another operation'],
  updateListing: [404, 'the app is published by another operation, later'],
  restoreConversation: [404, 'the conversation is not deleted'],
  resetPassword: [400, 'the token comes by mail'],
  lookUpInvitation: [400, 'the token comes by mail'],
  acceptInvitation: [400, 'the token comes by mail'],
  verifyEmail: [400, 'the token comes by mail'],
  refreshSession: [401, 'the token comes from signing in'],
  callWorkflowHook: [404, 'a new hook has taken the place of the old one'],
  writeReview: [403, 'only who has installed it may review it'],
  changeReview: [404, 'there is no review to change'],
  deleteReview: [404, 'there is no review to delete'],
  runConnectorAction: [400, 'the example is Slack’s, the tenant’s connector is HTTP'],
  answerReview: [404, 'the package is another publisher’s'],
  deleteReviewAnswer: [404, 'the package is another publisher’s'],
  deleteAppSecret: [404, 'all secrets are deleted before'],
  deleteOrganization: [400, 'the name must be that of the organization'],
  deleteApiKey: [404, 'it ends with its member'],
  deleteWebhook: [404, 'it is deleted over its app before'],
};

/** Sends the declared example to the tenant's own things. */
const given = (operation: Operation) => {
  const { path } = operation;
  const values = shownValues(operation);
  // In the marketplace a package is a listing.
  const ids = path.startsWith('/api/v1/packages/')
    ? { ...tenant.ids, 'packages/{id}': listingId }
    : { ...tenant.ids, 'actions/{action}': 'request' };
  const body = (pointAt(values.body, ids) ?? values.body) as Record<string, unknown> | undefined;
  return examplesOf(
    operation,
    {
      ...values,
      params: path.includes('{') ? paramsOf(path, ids) : {},
      body: body && 'package_id' in body ? { ...body, package_id: listingId } : body,
    },
    docs.origin,
  );
};

/** Reads before writes, and what takes away last, the deepest first. */
const ORDER = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE'];
const inOrder = [...operations].sort(
  (a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method) || b.path.length - a.path.length,
);

const ENDLESS_SECONDS = 1;

test('each Python example compiles, and those that read run', { timeout: 120_000 }, async () => {
  const cwd = bench.place('python');
  mkdirSync(join(cwd, 'run'));
  mkdirSync(join(cwd, 'compile'));
  for (const operation of operations) {
    const { python } = given(operation);
    writeFileSync(join(cwd, 'compile', `${operation.id}.py`), python);
    if (readable(operation)) writeFileSync(join(cwd, 'run', `${operation.id}.py`), python);
  }
  const { code, err } = await runProgram('python3', ['-c', EVERYTHING], { cwd, env, bench });
  expect(err).toBe('');
  expect(code).toBe(0);
});

test('each curl command is answered as declared', { timeout: 120_000 }, async () => {
  const cwd = bench.place('curl');
  writeFileSync(join(cwd, 'agent.apkg'), nativePackage({ version: '1.0.0' }));
  const command = (operation: Operation) => {
    const seconds = streams(operation) ? ENDLESS_SECONDS : 20;
    const told = `-w '${operation.id} %{http_code}\\n' --max-time ${seconds}`;
    return given(operation).bash.replace(/^curl -sN?/, `curl -s -o ${operation.id}.txt ${told}`);
  };
  // Reads do not mind each other: some at once, and all of them before the first write.
  const reads = inOrder.filter(({ method }) => method === 'GET').map((one) => `${command(one)} &`);
  const writes = inOrder.filter(({ method }) => method !== 'GET').map(command);
  const some = reads.map((line, i) => (i % 6 === 5 ? `${line}\nwait` : line));
  const script = [...some, 'wait', ...writes.map((line) => `${line} || true`)].join('\n');
  writeFileSync(join(cwd, 'all.sh'), script);
  const { out } = await runProgram('bash', ['all.sh'], { cwd, env, bench, timeoutMs: 110_000 });
  const answered = new Map(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  );
  const wrong = inOrder.flatMap(({ id, answers, errors, method, path }) => {
    const status = Number(answered.get(id));
    if (answers.some((one) => one.status === status && status < 400)) return [];
    if (REFUSED[id]?.[0] === status) return [];
    const documented = errors.some((one) => one.status === status);
    // A rule of the domain may refuse what stands in the way; a request that is wrong may not be shown.
    if (documented && ![400, 404, 415].includes(status)) return [];
    const said = readFileSync(join(cwd, `${id}.txt`), 'utf8').slice(0, 200);
    return [`${id} (${method} ${path}): ${status} ${said}`];
  });
  expect(wrong).toEqual([]);
});

/** Reads that answer with JSON whoever asks, and end. The tenant's rows are still there: nothing is written. */
const readable = (operation: Operation): boolean =>
  operation.method === 'GET' &&
  answersJson(operation) &&
  !streams(operation) &&
  credentialOf(operation) === 'FLEETPROMPT_API_KEY' &&
  !REFUSED[operation.id] &&
  !operation.errors.some(
    ({ status, code }) => status < 500 && status !== 404 && !COMMON_ERRORS.has(code),
  ) &&
  shownValues(operation).body === undefined;

const EVERYTHING = `
import contextlib, glob, io, sys, traceback
for path in sorted(glob.glob('compile/*.py')):
    try:
        compile(open(path).read(), path, 'exec')
    except SyntaxError as error:
        print(path, error, file=sys.stderr)
for path in sorted(glob.glob('run/*.py')):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(open(path).read(), path, 'exec'), {})
    except Exception as error:
        print(path, repr(error), file=sys.stderr)
`;
