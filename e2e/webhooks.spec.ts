import { createHmac } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { demo, signIn } from '@/e2e/support/sign-in';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await startReceiver();
});
test.afterEach(() => receiver.close());

/** Something happens that webhooks hear of. */
async function createSkill(page: Page, name: string) {
  const answer = await page.request.post('/api/v1/skills', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: { name, instructions: 'x' },
  });
  expect(answer.status()).toBe(201);
}

/** What the receiver got for one event. */
async function heard(event: string, name: string) {
  const find = () =>
    receiver.requests.filter((request) => {
      const body = JSON.parse(request.body);
      return body.event === event && (!name || body.data.name === name);
    });
  await expect.poll(() => find().length, { timeout: 60_000 }).toBeGreaterThan(0);
  return find();
}

const signed = (secret: string, { headers, body }: Receiver['requests'][number]) =>
  createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64');

test('a webhook is made, tested, told, fails, is resent and recovered, rotated and deleted', async ({
  page,
}) => {
  const name = `Journey ${receiver.host}`;
  await signIn(page, '/webhooks?new=1');
  let secret = '';

  await test.step('mistakes are told at their field', async () => {
    await page.getByRole('textbox', { name: 'URL' }).fill('http://10.0.0.1/hook');
    await page.getByRole('button', { name: 'Create webhook' }).last().click();
    await expect(page.locator('#webhook-url-error')).toContainText('is not a public address');
    await expectAccessible(page);
  });

  await test.step('the secret is shown once, with code that verifies', async () => {
    await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('radio', { name: 'Only some' }).check();
    await page.getByLabel('Search events').fill('skill');
    await page.getByRole('checkbox', { name: 'skill.created' }).check();
    await page.getByLabel('Events of your own').fill('order.created');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove order.created' })).toBeVisible();
    // Far off, so that nothing is tried again before the reader does it.
    await page.getByText('Headers, retries and order').click();
    await page.getByLabel('First wait').fill('3600');
    await page.getByRole('button', { name: 'Create webhook' }).last().click();
    await expect(page.getByText('verify.ts')).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Secret' });
    secret = await field.inputValue();
    expect(secret).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    await expect(page.getByText('You have not copied the secret')).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(field).toHaveCount(0);
  });

  await test.step('a test shows what the receiver answers', async () => {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect(page.getByText('The receiver answered 200')).toBeVisible();
    const [got] = await heard('webhook.test', '');
    expect(got?.headers['webhook-signature']).toBe(`v1,${signed(secret, got as never)}`);
  });

  await test.step('an event arrives, and its delivery appears by itself', async () => {
    await createSkill(page, `${name} first`);
    await heard('skill.created', `${name} first`);
    const deliveries = page.getByRole('table', { name: 'Deliveries, newest first' });
    await expect(deliveries.getByRole('row', { name: /skill\.created.*Delivered/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('an event of one’s own arrives too', async () => {
    const data = { type: 'order.created', data: { name } };
    expect((await page.request.post('/api/v1/events', { data })).status()).toBe(201);
    await heard('order.created', name);
  });

  await test.step('a failure shows the answer, and can be sent again', async () => {
    receiver.otherwise({ status: 503, body: 'down for a moment' });
    await createSkill(page, `${name} second`);
    const row = page.getByRole('row', { name: /skill\.created.*Retrying/ });
    await row.getByRole('link').click();
    await expect(page.getByText('down for a moment')).toBeVisible();
    await expectAccessible(page);
    receiver.otherwise({ status: 200 });
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByRole('status').getByText('Delivered')).toBeVisible();
    const attempts = page.getByRole('list', { name: 'Attempts, newest first' });
    await expect(attempts.getByText('Answered 200')).toBeVisible();
  });

  await test.step('what failed is recovered in bulk', async () => {
    receiver.otherwise({ status: 500 });
    await createSkill(page, `${name} third`);
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('row', { name: /skill\.created.*Retrying/ })).toBeVisible();
    receiver.otherwise({ status: 200 });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Recover failed deliveries' }).click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByText('1 delivery is sent again')).toBeVisible();
    await expect(page.getByRole('row', { name: /skill\.created.*Retrying/ })).toHaveCount(0);
  });

  await test.step('a rotated secret signs beside the former', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Rotate secret' }).click();
    await page.getByRole('button', { name: 'Rotate secret' }).click();
    const next = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    expect(next).not.toBe(secret);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect(page.getByText('The receiver answered 200')).toBeVisible();
    const got = (await heard('webhook.test', '')).at(-1) as Receiver['requests'][number];
    expect(got.headers['webhook-signature']).toBe(
      `v1,${signed(next, got)} v1,${signed(secret, got)}`,
    );
  });

  await test.step('410 disables it and says so; then it is deleted', async () => {
    receiver.otherwise({ status: 410 });
    await createSkill(page, `${name} fourth`);
    await expect(page.getByText('Nothing is sent any more')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Enable webhook' }).click();
    await expect(page.getByText('Nothing is sent any more')).toHaveCount(0);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete webhook' }).click();
    await page.waitForURL(/\/webhooks$/);
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });
});

test('on a phone the pages fit and can be used', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 760 });
  await signIn(page, '/webhooks');
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
  await expectAccessible(page);
  const made = await page.request.post('/api/webhooks', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: { url: receiver.url, name: 'Phone', events: ['skill.deleted'] },
  });
  const { id } = await made.json();
  await page.goto(`/webhooks/${id}`);
  await page.getByRole('button', { name: 'Send test' }).click();
  await expect(page.getByText('The receiver answered 200')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'See request and response' }).click();
  await expect(page.getByRole('heading', { name: 'Attempts' })).toBeVisible();
  await expectAccessible(page);
  const gone = await page.request.delete(`/api/webhooks/${id}`, {
    headers: { authorization: `Bearer ${demo().apiKey}` },
  });
  expect(gone.status()).toBe(204);
});
