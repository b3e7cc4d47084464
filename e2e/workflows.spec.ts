import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 240_000 });

const card = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name: 'Workflow', exact: true }).getByRole('button', { name });
const faces = (page: Page) => page.getByRole('navigation', { name: 'Workflow' });
const problems = (page: Page) => page.getByRole('button', { name: /^(No problems|\d+ problem)/ });

async function create(page: Page, body: object): Promise<string> {
  const answer = await page.request.post('/api/v1/workflows', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: body,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).id;
}

async function openEditor(page: Page, id: string) {
  await page.goto(`/workflows/${id}`);
  await hydrated(page.getByRole('button', { name: 'Run', exact: true }).first());
  await expect(page.locator('[data-step]').first()).toBeVisible({ timeout: 60_000 });
}

test('a workflow is made from a template, edited on the canvas, mended, saved and run', async ({
  page,
}) => {
  const name = `Orders ${Date.now()}`;
  await signIn(page, '/workflows?new=1');

  await test.step('a template begins it', async () => {
    await hydrated(page.getByRole('button', { name: 'Create workflow' }));
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('radio', { name: /Sort orders/ }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Create workflow' }).click();
    await page.waitForURL(/\/workflows\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-step]')).toHaveCount(6, { timeout: 60_000 });
    await expectAccessible(page);
  });

  await test.step('a step is added by keyboard, after the chosen one', async () => {
    await card(page, /^Add up/).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Add up');
    await card(page, /^Add up/).press('a');
    await page.getByPlaceholder('Add a step…').fill('expression');
    await page.keyboard.press('Enter');
    await expect(card(page, /^Transform/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Transform');
  });

  await test.step('a problem is shown at its place, listed, and jumped to', async () => {
    await page.getByRole('textbox', { name: 'Expression' }).fill('steps.nope.output');
    await expect(problems(page)).toContainText('1 problem');
    await expect(page.locator('#wf-config-expression-error')).toContainText('There is no step');
    await card(page, /^Each order/).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Each order');
    await problems(page).click();
    await page
      .getByRole('list', { name: 'Problems' })
      .getByRole('button', { name: /There is no step/ })
      .click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Transform');
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Expression' }).fill('');
    await page.getByRole('button', { name: 'Insert a value into expression' }).click();
    await page.getByPlaceholder('Search').fill('steps.total.output');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveValue(
      'steps.total.output',
    );
    await expect(problems(page)).toContainText('No problems');
  });

  await test.step('a step is added by mouse between two others, undone and redone', async () => {
    await page.getByRole('button', { name: 'Add a step here' }).first().click();
    await page.getByRole('option', { name: /Set values/ }).click();
    await expect(page.locator('[data-step]')).toHaveCount(8);
    // Each step has one form, whatever was chosen before.
    await card(page, /^Mark for review/).click();
    await expect(page.getByRole('textbox', { name: 'Id', exact: true })).toHaveCount(1);
    await card(page, /^Set values/).focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('[data-step]')).toHaveCount(7);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(page.locator('[data-step]')).toHaveCount(8);
  });

  await test.step('the same document is text, and its mistakes are told there', async () => {
    await page.getByRole('radio', { name: 'JSON' }).check();
    const editor = page.getByRole('textbox', { name: 'Definition as JSON' });
    await expect(editor).toContainText('"type"', { timeout: 60_000 });
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Canvas' }).check();
    await expect(page.locator('[data-step]')).toHaveCount(8);
  });

  await test.step('it is saved as a version, and published', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved as version 2')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Saved' })).toBeDisabled();
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByText('Version 2 runs now')).toBeVisible();
  });

  await test.step('a run lights up the canvas, and shows what a step gave', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await expect(card(page, /^Add up.*Completed$/)).toBeVisible({ timeout: 60_000 });
    await expect(card(page, /^Mark for review.*Completed$/)).toBeVisible();
    await card(page, /^Add up/).click();
    const step = page.getByRole('region', { name: 'Step Add up' });
    await expect(step.getByText('Completed')).toBeVisible();
    await expect(step.getByText('sorted').first()).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('versions are compared, and an older one is brought back', async () => {
    await page.getByRole('radio', { name: 'Versions' }).check();
    await page.getByRole('button', { name: /^v1/ }).click();
    await expect(page.getByRole('list', { name: 'Changes' })).toContainText('Added');
    await page.getByRole('button', { name: 'Roll back to it' }).click();
    await expect(page.getByText('Version 1 runs now')).toBeVisible();
  });

  await test.step('its settings show triggers and delete it', async () => {
    await faces(page).getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL(/settings$/);
    await hydrated(page.getByRole('button', { name: 'Delete workflow' }));
    await expect(page.getByRole('list', { name: 'Triggers' })).toContainText('By hand');
    await page.getByRole('button', { name: 'Make an address' }).click();
    await expect(page.getByRole('textbox', { name: 'Address of the hook' })).toHaveValue(
      /\/api\/hooks\//,
    );
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Delete workflow' }).click();
    await page.getByRole('textbox', { name: /to confirm/ }).fill(name);
    await page.getByRole('button', { name: 'Delete workflow' }).last().click();
    await page.waitForURL(/\/workflows$/);
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });
});

test.describe('a run that fails', () => {
  // Fails as it is, and goes through when it is tried again: without any network.
  const failing = () => ({
    name: `Failing ${Date.now()}`,
    publish: false,
    definition: {
      steps: [
        { id: 'before', name: 'Before', type: 'set', config: { x: 1 } },
        {
          id: 'weigh',
          name: 'Weigh',
          type: 'transform',
          config: { expression: 'trigger.type == "retry" ? 7 : input.weight' },
        },
        { id: 'after', name: 'After', type: 'set', config: { y: '{{ steps.weigh.output }}' } },
      ],
    },
  });

  test('says where and why, and goes on from there', async ({ page }) => {
    await signIn(page, '/');
    const id = await create(page, failing());
    await openEditor(page, id);
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await expect(card(page, /^Weigh.*Failed$/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Open run' }).click();
    await page.waitForURL(/\/runs\//);
    const first = page.url();
    await expect(page.getByRole('status').getByText('Failed')).toBeVisible();
    await page.getByRole('button', { name: 'Show the step' }).click();
    const step = page.getByRole('region', { name: 'Step Weigh' });
    await expect(step.getByText('Failed').first()).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.getByRole('tab', { name: /History/ }).click();
    await expect(page.getByText('Workflow execution failed')).toBeVisible();

    await step.getByRole('button', { name: 'Retry from here' }).click();
    await page.waitForURL((url) => /\/runs\//.test(url.pathname) && url.href !== first);
    await expect(page.getByRole('status').getByText('Completed')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('link', { name: /Goes on from/ })).toBeVisible();
  });

  test('fits on a phone, where it can be run and read', async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 760 });
    await signIn(page, '/workflows');
    await expect(page.getByRole('heading', { level: 1, name: 'Workflows' })).toBeVisible();
    await expectAccessible(page);
    const id = await create(page, failing());
    await openEditor(page, id);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await expect(card(page, /^Weigh.*Failed$/)).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
    await faces(page).getByRole('link', { name: 'Runs' }).click();
    const run = page.locator('tbody').getByRole('link').first();
    await hydrated(run);
    await expectAccessible(page);
    await run.click();
    await page.waitForURL(/\/runs\//, { timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Show the step' })).toBeVisible({
      timeout: 60_000,
    });
    await expectAccessible(page);
  });
});

test('a workflow is edited in the config language, and the canvas shows it', async ({ page }) => {
  const id = await create(page, {
    name: `Greeting ${Date.now()}`,
    definition: { steps: [{ id: 'greet', type: 'set', config: { said: 'Hello' } }] },
  });
  await signIn(page, '/workflows');
  await openEditor(page, id);
  await page.getByRole('radio', { name: 'DSL' }).check();
  const editor = page.getByRole('textbox', { name: 'Definition in the config language' });
  await expect(editor).toContainText('greet: set', { timeout: 60_000 });

  await test.step('what is half written is not taken over', async () => {
    await editor.press('Control+End');
    await editor.press('ArrowUp');
    await editor.pressSequentially('more: ');
    await expect(page.getByText('Not taken over yet')).toBeVisible();
    await expectAccessible(page);
    await editor.pressSequentially('set { again: "steps.nope.output" } ');
    await expect(problems(page)).toContainText('1 problem');
    await expect(editor.locator('.cm-lintRange-error')).not.toHaveCount(0);
  });

  await test.step('the canvas has the step, and what is changed there is in the text', async () => {
    await page.getByRole('radio', { name: 'Canvas' }).check();
    await expect(card(page, /^more/i)).toBeVisible();
    await card(page, /^more/i).click();
    await card(page, /^more/i).press('Delete');
    await expect(card(page, /^more/i)).toHaveCount(0);
    await page.getByRole('radio', { name: 'DSL' }).check();
    await expect(editor).not.toContainText('more');
    await editor.press('Control+End');
    await editor.press('ArrowUp');
    await editor.pressSequentially('twice: set { again: "steps.greet.output.said" } ');
    await expect(problems(page)).toContainText('No problems');
  });

  await test.step('it is saved', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved as version 2')).toBeVisible();
    await page.getByRole('radio', { name: 'Canvas' }).check();
    await expect(card(page, /^twice/i)).toBeVisible();
  });
});
