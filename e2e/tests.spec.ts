import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

/** A name no other test has. */
const unique = (what: string) => `${what} ${Math.random().toString(36).slice(2, 8)}`;

async function post(page: Page, path: string, data: unknown = {}) {
  const answer = await page.request.post(path, {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data,
  });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return (await answer.json()) as { id: string; name: string };
}

/** An active agent on the sandbox model, which repeats what it is told. */
async function makeAgent(page: Page) {
  const agent = await post(page, '/api/v1/agents', {
    name: unique('Tested'),
    system_prompt: 'You repeat what you are told.',
    config: { model: 'sandbox' },
  });
  await post(page, `/api/v1/agents/${agent.id}/deploy`);
  return agent;
}

async function addCase(page: Page, name: string, input: unknown, expected: string) {
  await (await hydrated(page.getByRole('button', { name: 'Add case' }).first())).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Input').fill(JSON.stringify(input));
  await dialog.getByLabel('Expected').fill(expected);
  await dialog.getByRole('button', { name: 'Add case' }).click();
}

test('a suite is made, given cases and run, and what differs is shown', async ({ page }) => {
  await signIn(page, '/agents/tests');
  const agent = await makeAgent(page);
  const name = unique('Regressions');

  await test.step('a suite for an agent', async () => {
    await (await hydrated(page.getByRole('button', { name: 'New suite' }))).click();
    await page.getByRole('button', { name: 'Create suite' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Name' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.getByRole('button', { name: /^Agent or workflow/ }).click();
    await page.getByPlaceholder('Search agent or workflow').fill(agent.name);
    await page.getByRole('option', { name: agent.name }).click();
    await page.getByRole('button', { name: 'Create suite' }).click();
    await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: agent.name })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run tests' })).toBeDisabled();
  });

  await test.step('cases, and what is wrong with them', async () => {
    await addCase(page, 'Broken', { message: 'x' }, '{');
    await expect(page.locator('#case-expected-error')).toContainText('is not valid JSON');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const said = '{"message":{"contains":"oranges"}}';
    await addCase(page, 'Repeats', { message: 'oranges' }, said);
    await expect(page.getByRole('row', { name: /Repeats/ })).toBeVisible();
    await addCase(page, 'Differs', { message: 'apples' }, said);
    await expect(page.getByRole('row', { name: /Differs/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the run tells what passed and where the other differs', async () => {
    await page.getByRole('button', { name: 'Run tests' }).click();
    await page.waitForURL(/\/runs\/[\w-]{36}$/);
    await expect(page.getByRole('status').getByText('1 of 2 failed')).toBeVisible();
    const compared = page.getByRole('table', { name: /Differs: what was expected/ });
    await expect(compared.getByRole('row', { name: /output\.message.*oranges/ })).toBeVisible();
    await expect(compared.getByText('Differs', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the case is corrected, and the next run passes', async () => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('tab', { name: /Cases/ }).click();
    await page.getByRole('button', { name: 'Actions for Differs' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Expected').fill('{"message":{"contains":"apples"}}');
    await dialog.getByRole('button', { name: 'Save case' }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('button', { name: 'Run tests' }).click();
    await page.waitForURL(/\/runs\/[\w-]{36}$/);
    await expect(page.getByRole('status').getByText('2 cases passed')).toBeVisible();
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('row', { name: /2 cases passed/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /1 of 2 failed/ })).toBeVisible();
    await expectAccessible(page);
  });
});

test('an execution is saved as a case, and its agent shows the suite', async ({ page }) => {
  await signIn(page);
  const agent = await makeAgent(page);
  const { id } = await post(page, `/api/v1/agents/${agent.id}/execute?wait=30`, {
    input: { message: 'A good question' },
  });
  await page.goto(`/executions/${id}`);
  await (await hydrated(page.getByRole('button', { name: 'Save as test' }))).click();
  await page.getByRole('dialog').getByLabel('Name of the case').fill('Good question');
  await page.getByRole('dialog').getByRole('button', { name: 'Save as test' }).click();
  await expect(page.getByText('Good question is a test case')).toBeVisible();
  await page.goto(`/agents/${agent.id}`);
  await page.getByRole('link', { name: `${agent.name} tests` }).click();
  await expect(page.getByRole('row', { name: /Good question/ })).toBeVisible();
});
