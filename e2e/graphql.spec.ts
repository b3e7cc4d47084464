import { expect, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 120_000 });

test('a guest asks with a key: without one the playground says what is missing', async ({
  page,
}) => {
  const origins = new Set<string>();
  page.on('request', (request) => {
    if (request.url().startsWith('http')) origins.add(new URL(request.url()).origin);
  });
  await page.goto('/graphql');
  await expect(page.getByText('Not signed in: give an API key under Access')).toBeVisible();
  const document = page.getByRole('textbox', { name: 'GraphQL document' });
  await expect(document).toContainText('query Fleet');
  await (await hydrated(page.getByRole('button', { name: 'Run' }))).click();
  await expect(page.getByRole('status').filter({ hasText: '401 with errors' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toContainText('UNAUTHENTICATED');

  await page.getByRole('radio', { name: 'Access' }).check({ force: true });
  await page.getByLabel('API key').fill(demo().apiKey);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('status').filter({ hasText: '200' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toContainText('"kind": "key"');
  await expectAccessible(page);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(demo().apiKey);
  expect([...origins]).toEqual([new URL(page.url()).origin]);
});

test('a person asks as themselves, with the schema at hand', async ({ page }) => {
  await signIn(page, '/graphql');
  await expect(page.getByText(`As ${demo().email}`)).toBeVisible();
  const document = page.getByRole('textbox', { name: 'GraphQL document' });
  await (await hydrated(page.getByRole('button', { name: 'Run' }))).click();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toContainText('"kind": "user"');

  await test.step('what is written wrongly is underlined, and answers say where', async () => {
    await document.fill('{ agents { nodes { nothing } } }');
    await expect(page.locator('.cm-lintRange-error')).toBeVisible();
    await document.press('Control+Enter');
    await expect(page.getByRole('status').filter({ hasText: '400 with errors' })).toBeVisible();
    await page.getByRole('radio', { name: 'Variables' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Variables as JSON' }).fill('{ broken');
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(page.getByText('Variables are not JSON')).toBeVisible();
    await page.getByRole('textbox', { name: 'Variables as JSON' }).fill('');
  });

  await test.step('completion comes from the schema', async () => {
    await document.fill('{ viewer { ki');
    await document.press('End');
    await document.press('Control+Space');
    await expect(page.locator('.cm-tooltip-autocomplete')).toContainText('kind');
    await document.press('Escape');
  });

  await test.step('the schema is leafed through, type by type', async () => {
    await page.getByRole('radio', { name: 'Schema' }).check({ force: true });
    await expect(page.getByRole('heading', { name: 'Query' })).toBeVisible();
    await page.getByRole('button', { name: 'Agent', exact: true }).first().click();
    await expect(page.getByRole('heading', { name: 'Agent', exact: true })).toBeVisible();
    await expect(page.getByText('What the model is told before anything else.')).toBeVisible();
    await page.getByLabel('Find a type').fill('workflowrun');
    await page.getByRole('button', { name: 'WorkflowRun', exact: true }).first().click();
    await expect(page.getByRole('heading', { name: 'WorkflowRun', exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the address of the API leads a browser here', async () => {
    await page.goto('/api/v1/graphql');
    await expect(page).toHaveURL(/\/graphql$/);
  });
});

test('it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await signIn(page, '/graphql');
  await (await hydrated(page.getByRole('button', { name: 'Run' }))).click();
  await expect(page.getByRole('textbox', { name: 'Answer' })).toContainText('"viewer"');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(375);
});
