import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectorFacts } from '@/lib/connectors/check';
import { intersect, loosens } from '@/lib/connectors/hosts';
import { redactor } from '@/lib/connectors/redact';
import { runAction } from '@/lib/connectors/run-action';
import { listSecretNames, secretValue } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import { compile } from '@/lib/engine/compile';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';

let drop: () => Promise<void>;
let ctx: Ctx;

beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());
beforeEach(async () => {
  ({ ctx } = await makeOrganization());
});

test('a secret is named by its credential’s name, slug or id, with a field when there are several', async () => {
  const data = { bot_token: 'xoxb-1', app_id: 'A1' };
  const id = await makeCredential(ctx, { name: 'Slack Bot (prod)', provider: 'slack', data });
  for (const name of [
    'Slack Bot (prod)',
    'slack_bot_prod',
    'SLACK_BOT_PROD',
    id,
    'slack_bot_prod.bot_token',
  ])
    expect([name, await secretValue(ctx, name)]).toEqual([name, 'xoxb-1']);
  expect(await secretValue(ctx, 'Slack Bot (prod).app_id')).toBe('A1');
  expect(await listSecretNames(ctx)).toEqual(
    expect.arrayContaining(['slack_bot_prod', 'slack_bot_prod.bot_token', 'Slack Bot (prod)']),
  );
  const use = await ctx.db.credentialUse.findFirst({ where: { credentialId: id } });
  expect(use).toMatchObject({ action: 'secret' });
});

test.each([
  ['nothing', 'SECRET_NOT_FOUND'],
  ['two', 'SECRET_AMBIGUOUS'],
  ['many', 'SECRET_AMBIGUOUS'],
  ['many.c', 'SECRET_NOT_FOUND'],
])('"%s" is refused with %s', async (name, code) => {
  const data = { authType: 'bearer', token: 'x12345' };
  await makeCredential(ctx, { name: 'Two', data });
  await makeCredential(ctx, { name: 'two!', data });
  await makeCredential(ctx, { name: 'many', provider: 'odd', data: { a: '1', b: '2' } });
  await expect(secretValue(ctx, name)).rejects.toMatchObject({ error: { code, retryable: false } });
});

test('nothing of another organization is found by any name', async () => {
  const { ctx: other } = await makeOrganization();
  const data = { authType: 'bearer', token: 'x12345' };
  const id = await makeCredential(other, { name: 'Theirs', data });
  const connectorId = await makeConnector(other, {
    name: 'Their HTTP',
    type: 'http',
    credentialId: id,
  });
  for (const name of ['Theirs', 'theirs', id])
    await expect(secretValue(ctx, name)).rejects.toMatchObject({
      error: { code: 'SECRET_NOT_FOUND' },
    });
  const options = { idempotencyKey: 'k', usedBy: { type: 'execution', id: 'x' } };
  for (const named of [connectorId, 'Their HTTP']) {
    const wanted = { connectorId: named, action: 'request', input: { url: 'https://example.com' } };
    await expect(runAction(ctx, wanted, options)).rejects.toMatchObject({
      error: { code: 'CONNECTOR_NOT_FOUND' },
    });
  }
  expect(await other.db.credentialUse.count()).toBe(0);
});

test('what a workflow names and is not there is found before it runs', async () => {
  const credentialId = await makeCredential(ctx, {
    name: 'Bot',
    provider: 'slack',
    data: { bot_token: 'x' },
  });
  await makeConnector(ctx, { name: 'Team Slack', type: 'slack', credentialId });
  const facts = await connectorFacts(ctx);
  const step = (id: string, config: object) => ({ id, type: 'connector', config });
  const { problems } = compile(
    {
      steps: [
        step('a', { connectorId: 'Team Slack', action: 'send_message', text: 'x' }),
        step('b', {
          connectorType: 'slack',
          credentialId: 'bot',
          action: 'send_message',
          text: '{{ secrets.bot }}',
        }),
        step('c', { connectorId: 'Nobody', action: 'send_message' }),
        step('d', { connectorType: 'fax', action: 'send' }),
        step('e', {
          connectorType: 'slack',
          credentialId: 'gone',
          action: 'shout',
          text: '{{ secrets.gone }}',
        }),
      ],
    },
    { known: (kind, id) => facts.knows(kind, id) ?? true },
  );
  expect(problems.map((it) => it.message).sort()).toEqual([
    'There is no action "fax.send".',
    'There is no action "slack.shout".',
    'There is no connector "Nobody".',
    'There is no credential "gone".',
    'There is no secret "gone".',
    'There is no type of connector "fax".',
  ]);
});

test('hosts narrow and never widen when several secrets meet', () => {
  expect(intersect([undefined, undefined])).toBeUndefined();
  expect(intersect([['a.com'], undefined])).toEqual(['a.com']);
  expect(
    intersect([
      ['*.a.com', 'b.com'],
      ['x.a.com', 'c.com'],
    ]),
  ).toEqual(['x.a.com']);
  expect(intersect([['a.com'], ['a.com:8443']])).toEqual(['a.com:8443']);
  expect(intersect([['a.com'], ['b.com']])).toEqual([]);
  expect(loosens(undefined, ['a.com'])).toBe(false);
  expect(loosens(['a.com'], undefined)).toBe(true);
  expect(loosens(['*.a.com'], ['x.a.com'])).toBe(false);
  expect(loosens(['x.a.com'], ['*.a.com'])).toBe(true);
  expect(loosens(['a.com:1'], ['a.com'])).toBe(true);
});

test('secrets are taken out of values in every form in which they travel', () => {
  const secret = 'p@ss "w\\ord';
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify({ secret }),
    Buffer.from(secret).toString('base64'),
  ];
  const out = redactor([secret])({ list: forms, [secret]: 1 });
  for (const form of forms) expect(JSON.stringify(out)).not.toContain(form);
  expect(JSON.stringify(out)).not.toMatch(/p@ss|ord/);
});
