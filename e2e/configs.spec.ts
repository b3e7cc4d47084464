import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 240_000 });

const text = (page: Page) => page.getByRole('textbox', { name: 'Document in the config language' });
const problems = (page: Page) =>
  page.getByRole('button', { name: /^(Empty|No problems|\d+ problem)/ });
const face = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Panel' }).getByRole('radio', { name });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

const DRAFT = `variables { name: "Ada" }
workflow Greet {
  say:   set { text: "Hello, {{ variables.name }}" }
  ask: Agent("nobody-of-that-name")
  output { said: "steps.say.output.text" }
}
`;

async function create(page: Page, name: string, content: string): Promise<string> {
  const answer = await page.request.post('/api/configs', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: { name, content },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).id;
}

async function openEditor(page: Page, path: string) {
  await page.goto(path);
  await hydrated(page.getByRole('button', { name: 'Format' }));
  await expect(text(page)).toBeVisible({ timeout: 60_000 });
}

async function inBothThemes(page: Page) {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a config is written, mended, laid out, saved, deployed, executed and stopped', async ({
  page,
}) => {
  const name = `Greeting ${Date.now()}`;
  await signIn(page, '/configs');

  await test.step('an empty editor is opened', async () => {
    await hydrated(page.getByRole('button', { name: 'New config' }));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New config' }).click();
    await page.getByRole('menuitem', { name: 'Empty document' }).click();
    await page.waitForURL(/\/configs\/new$/);
    await hydrated(page.getByRole('button', { name: 'Format' }));
    await expect(text(page)).toBeFocused({ timeout: 60_000 });
    await expect(problems(page)).toContainText('Empty');
    await inBothThemes(page);
  });

  await test.step('what is wrong is told at its place, by the browser and by the server', async () => {
    await page.keyboard.insertText(DRAFT);
    await expect(problems(page)).toContainText('1 problem');
    await expect(page.locator('.cm-lint-marker-error')).toBeVisible();
    await page.keyboard.insertText('workflow Broken {');
    await expect(problems(page)).toContainText('2 problems');
    await problems(page).click();
    const list = page.getByRole('list', { name: 'Problems' });
    await expect(list.getByRole('button')).toHaveCount(2);
    await inBothThemes(page);
    await list.getByRole('button', { name: /Unexpected end/ }).click();
    await expect(text(page)).toBeFocused();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Delete');
    await expect(problems(page)).toContainText('1 problem');
  });

  await test.step('a problem leads to its place, where the names that there are are offered', async () => {
    await page
      .getByRole('list', { name: 'Problems' })
      .getByRole('button', { name: /Undefined agent type/ })
      .click();
    await expect(page.locator('.cm-activeLine')).toContainText('nobody-of-that-name');
    await page.keyboard.press('Delete');
    await page.keyboard.type('"sand');
    await page.getByRole('option', { name: /^sandbox/ }).click();
    await expect(text(page)).toContainText('Agent("sandbox")');
    await expect(problems(page)).toContainText('No problems');
  });

  await test.step('it is laid out, named and saved as a version', async () => {
    await page.getByRole('button', { name: 'Format' }).click();
    await expect(text(page)).toContainText('say: set { text:');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved as version 1')).toBeVisible();
    await page.waitForURL(/\/configs\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('button', { name: 'Saved' })).toBeDisabled();
  });

  await test.step('its tree leads to the text', async () => {
    const tree = page.getByRole('tree', { name: 'Syntax tree' });
    await tree.getByRole('treeitem', { name: /ask: Agent/ }).click();
    await expect(page.locator('.cm-activeLine')).toContainText('ask: Agent');
    await inBothThemes(page);
  });

  await test.step('an API becomes an OpenAPI document, in both versions and formats', async () => {
    await face(page, 'OpenAPI').check();
    await panel(page, 'OpenAPI').getByRole('button', { name: 'Insert it' }).click();
    const file = panel(page, 'OpenAPI').getByRole('region', { name: /^openapi\./ });
    await expect(file).toContainText('openapi: 3.1.0');
    await page.getByRole('radio', { name: '3.0', exact: true }).check();
    await page.getByRole('radio', { name: 'JSON', exact: true }).check();
    await expect(file).toContainText('"openapi": "3.0.3"');
    await inBothThemes(page);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await coming).suggestedFilename()).toBe('openapi.json');
  });

  await test.step('versions are compared, and an older one is brought back', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved as version 2')).toBeVisible();
    await face(page, 'Versions').check();
    const versions = page.getByRole('list', { name: 'Versions, newest first' });
    await versions.getByRole('button', { name: /^v1/ }).click();
    const changes = page.getByRole('region', { name: 'From version 1 to the editor' });
    await expect(changes).toContainText('entity User');
    await inBothThemes(page);
    await versions.getByRole('button', { name: 'Restore' }).click();
    await expect(text(page)).not.toContainText('entity User');
    await expect(versions.getByRole('button', { name: 'Restore' })).toBeDisabled();
  });

  await test.step('it is saved and put into service', async () => {
    await page.getByRole('button', { name: 'Save and deploy' }).first().click();
    const dialog = page.getByRole('dialog', { name: `Deploy ${name}` });
    await expect(dialog.getByText('Version 3 goes into service')).toBeVisible();
    await expect(dialog.getByRole('list', { name: 'What goes into service' })).toContainText(
      'Greet',
    );
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    const card = page.getByRole('list', { name: 'Deployments' });
    await expect(card.getByText('Running')).toBeVisible();
    await expect(card).toContainText('v3 is in service');
  });

  const card = page.getByRole('list', { name: 'Deployments' });
  await test.step('it is executed with variables, and its output is seen', async () => {
    await card.getByRole('button', { name: 'Execute' }).click();
    const dialog = page.getByRole('dialog', { name: `Execute ${name}` });
    await dialog.getByRole('textbox', { name: 'name' }).fill('Grace');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Execute' }).click();
    const execution = card.getByRole('region', { name: 'Execution' });
    await expect(execution.getByRole('status')).toContainText('Completed', { timeout: 60_000 });
    await expect(execution).toContainText('Exit code 0');
    await expect(execution.getByRole('list', { name: 'Output' })).toContainText('Hello, Grace');
    await expect(execution.getByRole('list', { name: 'Workflows' })).toContainText('Greet');
    await expect(execution.getByRole('link', { name: 'Open run' })).toHaveAttribute(
      'href',
      /\/runs\/[0-9a-f-]{36}$/,
    );
    await inBothThemes(page);
  });

  await test.step('it is stopped, and then deleted', async () => {
    await card.getByRole('button', { name: 'Stop' }).click();
    await expect(card.getByText('Stopped')).toBeVisible();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete config' }).click();
    await page.waitForURL(/\/configs$/);
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });
});

test('unsaved text comes back, and nobody’s version is lost', async ({ page }) => {
  await signIn(page, '/configs');
  const name = `Shared ${Date.now()}`;
  const id = await create(page, name, 'workflow A {\n  a: set { x: 1 }\n}\n');
  await openEditor(page, `/configs/${id}`);
  await text(page).press('Control+End');
  await page.keyboard.insertText('// mine\n');
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click();
  await page.waitForURL(/\/configs$/);
  await page.getByRole('link', { name }).click();
  await page.waitForURL(/\/configs\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Your unsaved changes are back')).toBeVisible({ timeout: 60_000 });
  await expect(text(page)).toContainText('// mine');

  const answer = await page.request.put(`/api/configs/${id}`, {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: { content: 'workflow Theirs {\n  a: set { x: 2 }\n}\n' },
  });
  expect(answer.status()).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Somebody else saved a version meanwhile')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save mine as the newest' }).click();
  await expect(page.getByText('Saved as version 3')).toBeVisible();
  await face(page, 'Versions').check();
  await page.getByRole('button', { name: /^v2/ }).click();
  await expect(page.getByRole('region', { name: 'From version 2 to the editor' })).toContainText(
    'workflow Theirs',
  );
});

test('on a phone the panel stands under the text, and a failure says why', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 760 });
  await signIn(page, '/configs');
  await expect(page.getByRole('heading', { level: 1, name: 'Configs' })).toBeVisible();
  await expectAccessible(page);
  const name = `Failing ${Date.now()}`;
  const content =
    'entity Order { id: uuid }\nendpoint GET /orders/{id} { returns: Order }\nworkflow Fails {\n  a: fail { message: "Nothing to weigh" }\n}\n';
  const id = await create(page, name, content);
  await openEditor(page, `/configs/${id}`);
  const above = await text(page).boundingBox();
  const below = await page.getByRole('complementary', { name: 'Panel' }).boundingBox();
  expect(below?.y).toBeGreaterThan(above?.y ?? Number.NaN);
  expect(below?.width).toBe(375);
  for (const one of ['Tree', 'OpenAPI', 'Versions', 'Deployments']) {
    await face(page, one).check();
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Deploy', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: `Deploy ${name}` });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Deploy' }).click();
  const card = page.getByRole('list', { name: 'Deployments' });
  await card.getByRole('button', { name: 'Execute' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute' }).click();
  const execution = card.getByRole('region', { name: 'Execution' });
  await expect(execution.getByRole('status')).toContainText('Failed', { timeout: 60_000 });
  await expect(execution).toContainText('Exit code 1');
  await expect(execution).toContainText('Nothing to weigh');
  await expectAccessible(page);
});
