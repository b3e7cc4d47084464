import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

const figure = async (page: Page) =>
  Number((await page.getByTestId('balance').innerText()).replaceAll(',', ''));

test('two clicks and a payment later the balance has risen, without a reload', async ({ page }) => {
  await signIn(page, '/billing');
  const before = await figure(page);
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await page.getByRole('button', { name: /^1,000 credits/ }).click();

  await page.waitForURL(/\/billing\/checkout\//);
  await expect(page.getByText('Local stand-in for Stripe Checkout')).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => {
    (window as { stayed?: boolean }).stayed = true;
  });
  await page.getByRole('button', { name: 'Pay $10.00' }).click();

  await expect(page.getByText('1,000 credits were added')).toBeVisible();
  await expect.poll(() => figure(page)).toBeGreaterThanOrEqual(before + 999);
  const shell = page.getByRole('button', { name: 'Organization menu' }).first();
  await expect
    .poll(async () =>
      Number(/([\d,.]+) credits/.exec(await shell.innerText())?.[1]?.replaceAll(',', '')),
    )
    .toBeGreaterThanOrEqual(Math.floor(before + 999));
  expect(await page.evaluate(() => (window as { stayed?: boolean }).stayed)).toBe(true);

  const ledger = page.getByRole('table', { name: 'Ledger of credits' });
  await expect(
    ledger.getByRole('row').filter({ hasText: 'Credit top-up: Starter' }).first(),
  ).toContainText('+1,000');
  await page.getByRole('tab', { name: 'Invoices' }).click();
  await expect(page.getByRole('table', { name: 'Invoices' })).toContainText('$10.00');
  await expectAccessible(page);
});

test('a cancelled checkout adds nothing and says so', async ({ page }) => {
  await signIn(page, '/billing');
  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  await page.getByRole('button', { name: /^5,000 credits/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The checkout was closed without a payment')).toBeVisible();
});

test('filters of the ledger live in the address', async ({ page }) => {
  await signIn(page, '/billing?type=refund&from=2020-01-01&to=2020-01-02');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/billing$/);
  const ledger = page.getByRole('table', { name: 'Ledger of credits' });
  await expect(ledger).toBeVisible();
  await page.getByLabel('Type', { exact: true }).selectOption('grant');
  await expect(page).toHaveURL(/type=grant/);
  await expect(ledger.getByRole('row')).toHaveCount(2);
  await expect(ledger).toContainText('+10,000.00');
});

test('a spending limit is set, seen and removed, with a way back', async ({ page }) => {
  const headers = { authorization: `Bearer ${demo().apiKey}` };
  const name = `Limited ${randomUUID().slice(0, 8)}`;
  const made = await page.request.post('/api/v1/agents', { headers, data: { name } });
  expect(made.status()).toBe(201);

  await signIn(page, '/billing?tab=limits');
  await page.getByRole('button', { name: 'Set a limit' }).click();
  await page.getByRole('radio', { name: 'Agent' }).check();
  await page.getByLabel('Agent', { exact: true }).last().selectOption({ label: name });
  await page.getByLabel('Credits a month').fill('250');
  await page.getByRole('button', { name: 'Set limit' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('of 250');
  await page.getByRole('button', { name: `Remove the limit of ${name}` }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('of 250');
});

test('the usage page shows its figures, and its export downloads without signing in', async ({
  page,
  playwright,
}) => {
  await signIn(page, '/usage');
  await expect(page.getByRole('heading', { name: 'Usage', level: 1 })).toBeVisible();
  await expect(page.getByText('API calls').first()).toBeVisible();
  const days = page.getByRole('table', { name: 'Invocations by day' });
  await expect(days.getByRole('row')).toHaveCount(31);
  await page.getByRole('radio', { name: '7 days' }).click();
  await expect(page).toHaveURL(/days=7/);
  await expect(days.getByRole('row')).toHaveCount(8);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Make the file' }).click();
  const link = page.getByRole('link', { name: 'Download CSV' });
  const stranger = await playwright.request.newContext();
  const answer = await stranger.get((await link.getAttribute('href')) as string);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-disposition']).toContain('usage-export-');
  expect(await answer.text()).toMatch(/^date,type,name,client,count,failed,/);
  await stranger.dispose();
});

test('on a phone everything is there and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await signIn(page, '/billing');
  await expect(page.getByTestId('balance')).toBeVisible();
  await expectAccessible(page);
  for (const tab of ['Invoices', 'Automatic', 'Limits']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page);
  }
  await page.goto('/usage');
  await expect(page.getByText('Recent activity')).toBeVisible();
  await expectAccessible(page);
});
