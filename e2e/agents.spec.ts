import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

/** A name no other test has. */
const unique = (what: string) => `${what} ${Math.random().toString(36).slice(2, 8)}`;

async function chooseSandbox(page: Page) {
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByPlaceholder('Search model').fill('sandbox');
  await page.getByRole('option', { name: /Sandbox/ }).click();
}

/** Made over the API, so that each test stands on its own. */
async function makeAgent(page: Page, more: Record<string, unknown> = {}) {
  const answer = await page.request.post('/api/v1/agents', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: {
      name: unique('Helper'),
      system_prompt: 'You answer shortly.',
      config: { model: 'sandbox' },
      ...more,
    },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; name: string };
}

test('an agent is created, deployed and executed, and its tokens and cost are shown', async ({
  page,
}) => {
  await signIn(page, '/agents');
  const name = unique('Echo');
  await page.getByRole('link', { name: 'New agent' }).click();

  await page.getByRole('button', { name: 'Create agent' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Name' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Name', { exact: true }).fill(name);
  await chooseSandbox(page);
  await page.getByLabel('System prompt').fill('You repeat what you are told.');
  await page.getByRole('switch', { name: 'Calculator' }).check();
  await page.getByRole('button', { name: 'Create agent' }).click();

  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Deploy agent' }).click();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Execute' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'Message' })
    .fill('use tool calculator {"expression":"6*7"}');
  await dialog.getByRole('button', { name: 'Execute' }).click();

  await page.waitForURL(/\/executions\/[\w-]{36}$/);
  await expect(page.getByRole('status').filter({ hasText: 'Completed' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('"result":42');
  const costs = page.getByRole('table', { name: /credits by model call/ });
  await expect(costs.getByRole('row').last()).toContainText('0.02');
  await page.getByRole('button', { name: /2 calculator/ }).click();
  await page.getByRole('tab', { name: 'Input' }).click();
  await expect(page.getByRole('list', { name: 'Step input' })).toContainText('6*7');
});

test('a form that was left comes back with what was typed', async ({ page }) => {
  await signIn(page, '/agents/new');
  const name = unique('Kept');
  await (await hydrated(page.getByLabel('Name', { exact: true }))).fill(name);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.waitForURL(/\/agents$/);
  await page.goBack();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  await page.getByRole('button', { name: 'Discard them' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
});

test('the playground answers with what is typed before it is saved, and ⌘S saves it', async ({
  page,
}) => {
  await signIn(page);
  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/edit`);
  await page.getByLabel('System prompt').fill('You are a parrot of the sea.');
  const playground = page.getByRole('region', { name: 'Playground' });
  await playground.getByLabel('Message to the agent').fill('Who are you?');
  await playground.getByLabel('Message to the agent').press('Enter');
  await expect(playground.getByText(/My instructions begin: “You are a parrot/)).toBeVisible();
  await expect(playground.getByText(/0\.01 credits/)).toBeVisible();
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('All changes are saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('System prompt')).toHaveValue('You are a parrot of the sea.');
});

test('an agent is opened to other agents, and its card can be read', async ({ page }) => {
  await signIn(page);
  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/edit`);
  await (await hydrated(page.getByLabel('Public over A2A'))).check();
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(page.getByText('All changes are saved')).toBeVisible();
  await page.getByRole('link', { name: 'Done' }).click();
  await expect(page.getByText('Public once it is active')).toBeVisible();
  await page.getByRole('button', { name: 'Deploy agent' }).click();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await page.reload();
  const card = await page.getByRole('link', { name: 'Agent card' }).getAttribute('href');
  const answer = await page.request.get(new URL(card ?? '').pathname);
  expect(await answer.json()).toMatchObject({ name: agent.name });
});

test('a mistake in a field is told at the field', async ({ page }) => {
  await signIn(page);
  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/edit`);
  await page.getByLabel('Temperature').fill('3');
  await page.getByRole('button', { name: /^Save/ }).click();
  const field = page.getByLabel('Temperature');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/must be between 0 and 2/);
});

test('deleting can be undone, and happens when it is not', async ({ page }) => {
  await signIn(page);
  const agent = await makeAgent(page);
  await page.goto(`/agents?q=${encodeURIComponent(agent.name)}`);
  const row = page.getByRole('link', { name: agent.name });
  const remove = async () => {
    await page.getByRole('button', { name: `Actions for ${agent.name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(row).toBeHidden();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await remove();
  const gone = async () => (await page.request.get(`/api/v1/agents/${agent.id}`)).status();
  await expect.poll(gone, { timeout: 15_000 }).toBe(404);
});

test('a skill is written once and given to an agent', async ({ page }) => {
  await signIn(page, '/agents/skills');
  await expectAccessible(page);
  const skill = unique('Manners');
  await page.getByRole('link', { name: 'New skill' }).click();
  await page.getByLabel('Name', { exact: true }).fill(skill);
  await page.getByLabel('Instructions').fill('Say please.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create skill' }).click();
  await page.getByLabel('Search skills').fill(skill);
  await expect(page.getByRole('link', { name: skill })).toBeVisible();

  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/edit`);
  await page.getByRole('button', { name: /^Skill/ }).click();
  await page.getByPlaceholder('Search skill').fill(skill);
  await page.getByRole('option', { name: skill }).click();
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(page.getByText('All changes are saved')).toBeVisible();
  await page.goto(`/agents/${agent.id}`);
  await page.getByRole('link', { name: skill }).click();
  await expect(page.getByText('One agent uses it', { exact: false })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`pages of agents are accessible on a phone in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 812 });
    await signIn(page);
    const agent = await makeAgent(page, {
      name: unique('A name as long as names of agents get when nobody stops whoever types them'),
    });
    const pages = ['', '?q=nothing-has-this-name', '/new', `/${agent.id}`, `/${agent.id}/edit`];
    for (const path of [...pages, '/skills', '/skills/new', '/nothing']) {
      await page.goto(`/agents${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
