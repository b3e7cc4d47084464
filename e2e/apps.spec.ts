import { expect, type Locator, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { makeApp, packageOf, uniqueApp } from '@/e2e/support/packages';
import { demo, signIn } from '@/e2e/support/sign-in';
import { makeZip } from '@/lib/testing/apkg';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 300_000 });

const STEPS = [
  'Check the package',
  'Store the file',
  'Read what is in it',
  'Tell the runtime',
  'Put it into service',
];

/** Drops a file as a hand does: the events of a real drag, with the bytes in them. */
async function drop(target: Locator, name: string, bytes: Buffer) {
  const base64 = bytes.toString('base64');
  const transfer = await target.page().evaluateHandle(
    ([file, data]) => {
      const held = new DataTransfer();
      const content = Uint8Array.from(atob(data as string), (char) => char.charCodeAt(0));
      held.items.add(new File([content], file as string, { type: 'application/zip' }));
      return held;
    },
    [name, base64],
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await target.dispatchEvent(type, { dataTransfer: transfer });
}

test('an app is made, a package dropped in, five steps watched, and its agent appears', async ({
  page,
}) => {
  const app = uniqueApp('Dropped');
  await signIn(page, '/apps');

  await test.step('the app is made', async () => {
    await (await hydrated(page.getByRole('button', { name: 'Create app' }).first())).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create app' }).click();
    await expect(dialog.locator('#app-name-error')).toContainText('Name is required');
    await expectAccessible(page);
    await dialog.getByLabel('Name').fill(app.name);
    await dialog.getByRole('button', { name: 'Create app' }).click();
    await expect(page.getByRole('heading', { level: 1, name: app.name })).toBeVisible();
  });

  await test.step('a dropped file says what it costs, and is deployed in five steps', async () => {
    // Its label changes while something is dragged over it.
    const zone = await hydrated(page.locator('input[type=file]'));
    await drop(zone, `${app.slug}.apkg`, packageOf(app));
    await expect(page.getByText(/Deploying costs\s*1\s*credit/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    const rail = page.getByRole('list', { name: 'Steps' });
    for (const step of STEPS)
      await expect(rail.getByText(`${step}: Done`)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('link', { name: `Chat with ${app.name}` })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the version is in the list, in service', async () => {
    const versions = page.getByRole('table', { name: 'Versions, newest first' });
    await expect(versions.getByRole('row', { name: /1\.0\.0.*In service/ })).toBeVisible();
    await page.getByRole('button', { name: 'Actions for version 1.0.0' }).click();
    await page.getByRole('menuitem', { name: 'What is in it' }).click();
    await expect(page.getByRole('dialog').getByRole('list', { name: 'Manifest' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('its deployment has a page, from which one can go back to it', async () => {
    await page.getByRole('link', { name: 'Open deployment' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `${app.name} 1.0.0` })).toBeVisible();
    await expectAccessible(page);
    const first = page.url();
    await page.getByRole('button', { name: 'Go back to this version' }).click();
    await page.waitForURL((url) => url.href !== first && /\/deployments\//.test(url.pathname));
    await expect(page.getByRole('link', { name: 'an earlier deployment' })).toBeVisible();
    const steps = page.getByRole('list', { name: 'Steps' });
    await expect(steps.getByText('Put it into service: Done')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: app.name, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: app.name })).toBeVisible();
  });

  await test.step('its agent is among the agents', async () => {
    await page.goto(`/agents?q=${encodeURIComponent(app.name)}`);
    await expect(page.getByRole('link', { name: app.name })).toBeVisible();
  });
});

test('a package that cannot be deployed says every reason; another file mends it', async ({
  page,
}) => {
  const app = uniqueApp('Mended');
  await signIn(page);
  const id = await makeApp(page, app.name);
  await page.goto(`/apps/${id}`);
  const zone = page.getByLabel('Drag a package in, or choose one');
  await hydrated(zone);
  const bad = { name: 'x', version: 'a', pricing_model: 'gold', agents: [{ system_prompt: 'x' }] };
  const choose = (name: string, buffer: Buffer) =>
    zone.setInputFiles({ name, mimeType: 'application/zip', buffer });

  await choose('bad.apkg', makeZip([{ name: 'manifest.json', data: JSON.stringify(bad) }]));
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  const alert = page.getByRole('alert').filter({ hasText: /wrong with this package/ });
  await expect(alert.getByRole('listitem')).toHaveCount(3, { timeout: 30_000 });
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choose('good.apkg', packageOf(app));
  await page.getByRole('button', { name: 'Upload only' }).click();
  await expect(page.getByText('Version 1.0.0 is stored')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Close' }).click();

  // The same version again is refused at once.
  await choose('again.apkg', packageOf(app));
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByText('Version already exists')).toBeVisible({ timeout: 30_000 });
});

test('code without a runtime fails at its step, with its reason and what to do', async ({
  page,
}) => {
  const app = uniqueApp('Code');
  await signIn(page);
  const id = await makeApp(page, app.name);
  await page.goto(`/apps/${id}`);
  const zone = await hydrated(page.getByLabel('Drag a package in, or choose one'));
  const yaml = `name: ${app.slug}\ndisplay_name: ${app.name}\nentrypoint: main:handle\nmetadata:\n  version: 1.0.0\n`;
  const file = makeZip([
    { name: 'agent.yaml', data: yaml },
    { name: 'src/main.py', data: 'def handle(context):\n    return {}\n' },
  ]);
  await zone.setInputFiles({ name: 'code.apkg', mimeType: 'application/zip', buffer: file });
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  const rail = page.getByRole('list', { name: 'Steps' });
  await expect(rail.getByText('Tell the runtime: Failed')).toBeVisible({ timeout: 60_000 });
  await expect(rail.getByText(/Set RUNTIME_URL/)).toBeVisible();
  await expect(rail.getByText('What to do:')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open deployment' }).click();
  await expect(page.getByRole('button', { name: 'Deploy again' })).toBeVisible();
  await expect(page.getByText('Came back')).toBeVisible();
});

test('an app has webhooks, secrets and settings of its own, and can be deleted', async ({
  page,
}) => {
  const app = uniqueApp('Settled');
  await signIn(page);
  const id = await makeApp(page, app.name);
  await page.goto(`/apps/${id}?tab=webhooks`);

  await test.step('a webhook hears of this app only', async () => {
    await (await hydrated(page.getByRole('button', { name: 'Add webhook' }))).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'URL' }).fill('https://ci.example.com/hook');
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_/);
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('link', { name: 'ci.example.com' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a secret is set and never shown', async () => {
    await page.getByRole('tab', { name: 'Settings' }).click();
    await (await hydrated(page.getByRole('button', { name: 'Set secret' }))).click();
    await page.getByLabel('Name', { exact: true }).last().fill('TOKEN_OF_MINE');
    await page.getByRole('textbox', { name: 'Value' }).fill('not-to-be-seen');
    await page.getByRole('button', { name: 'Save secret' }).click();
    await expect(page.getByText('TOKEN_OF_MINE', { exact: true })).toBeVisible();
    await expect(page.getByText('not-to-be-seen')).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('it is deleted when its name is typed', async () => {
    await page.getByRole('button', { name: 'Delete app' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(app.name);
    await dialog.getByRole('button', { name: 'Delete app' }).click();
    await page.waitForURL(/\/apps$/);
    await expect(page.getByRole('link', { name: app.name })).toHaveCount(0);
  });
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`on a phone, ${colorScheme}, the pages of apps and deployments fit`, async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 760 });
    await page.emulateMedia({ colorScheme });
    const app = uniqueApp('Phone');
    await signIn(page);
    const id = await makeApp(page, app.name);
    const made = await page.request.post(`/api/agent-apps/${id}/packages/deploy`, {
      headers: { authorization: `Bearer ${demo().apiKey}` },
      multipart: {
        file: { name: 'app.apkg', mimeType: 'application/zip', buffer: packageOf(app) },
      },
    });
    const { deployment } = await made.json();
    for (const path of ['/apps', `/apps/${id}`, `/apps/${id}?tab=listing`, '/apps/keys']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await expectAccessible(page);
    }
    await page.goto('/deployments');
    await expect(page.getByRole('link', { name: `${app.name} 1.0.0` })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/deployments/${deployment.id}`);
    const steps = page.getByRole('list', { name: 'Steps' });
    await expect(steps.getByText('Put it into service: Done')).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
  });
