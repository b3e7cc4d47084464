import { expect, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import {
  makeApp,
  packageOf,
  publish,
  uniqueApp,
  unpublish,
  uploadVersion,
} from '@/e2e/support/packages';
import { signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 300_000 });

test('a package is published, found, installed, chatted with, upgraded and removed', async ({
  page,
}) => {
  const app = uniqueApp('Wordsmith');
  await signIn(page);
  const id = await makeApp(page, app.name);
  await uploadVersion(page, id, packageOf(app));

  await test.step('it is published with words and a README of its own', async () => {
    await page.goto(`/apps/${id}?tab=listing`);
    const publishing = await hydrated(page.getByRole('button', { name: 'Publish version 1.0.0' }));
    await page.getByLabel('Address').fill('No Good');
    await publishing.click();
    await expect(page.locator('#listing-slug-error')).toBeVisible();
    await page.getByLabel('Address').fill(app.slug);
    await page.getByLabel('One line').fill('Writes what you mean');
    await page.getByRole('textbox', { name: 'README' }).fill('# How to\n\nAsk it **anything**.');
    await page.getByRole('radio', { name: 'Preview' }).first().check();
    await expect(page.getByRole('heading', { name: 'How to' })).toBeVisible();
    await expectAccessible(page);
    await publishing.click();
    await expect(page.getByText('Published version')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('it is found in spite of a typing error', async () => {
    await page.goto('/marketplace');
    await (await hydrated(page.getByLabel('Search packages'))).fill(app.name.replace('dsm', 'ds'));
    await page.waitForURL(/q=/);
    await expect(page.getByRole('link', { name: app.name })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: app.name }).click();
  });

  await test.step('it says what it does before the button, and installs', async () => {
    const panel = page.getByRole('region', { name: 'Install' });
    await expect(panel.getByText(`: ${app.name}`)).toBeVisible();
    await expect(panel.getByText('Reach no host on the internet')).toBeVisible();
    await expect(page.getByText('anything')).toBeVisible();
    await expectAccessible(page);
    await (await hydrated(panel.getByRole('button', { name: 'Install' }))).click();
    await expect(panel.getByText('Installed')).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step('its agent answers in the chat', async () => {
    await page.getByRole('link', { name: `Chat with ${app.name}` }).click();
    await page.waitForURL(/agent=/);
    const box = await hydrated(page.getByRole('textbox', { name: /message/i }));
    await box.fill('Say hello');
    await box.press('Enter');
    await expect(page.getByRole('article').last()).toContainText(/\S/, { timeout: 60_000 });
  });

  await test.step('a newer version is offered with every change, and brought in', async () => {
    const agents = [
      {
        name: app.name,
        description: 'Answers shortly.',
        system_prompt: 'You answer in one word.',
        config: { model: 'sandbox' },
      },
    ];
    await uploadVersion(page, id, packageOf(app, { version: '1.1.0', agents }));
    await publish(page, id);
    await page.goto('/packages');
    await page.getByRole('link', { name: app.name }).click();
    const sheet = page.getByRole('dialog', { name: app.name, exact: true });
    await expect(sheet.getByText('Version 1.1.0 is out')).toBeVisible();
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'See what changes' }).click();
    const dialog = page.getByRole('dialog', { name: `Upgrade ${app.name}` });
    await dialog.getByText(app.name, { exact: true }).click();
    await expect(dialog.getByText('You answer in one word.')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Upgrade to 1.1.0' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(sheet.getByText('1.1.0', { exact: true })).toBeVisible();
  });

  await test.step('it pauses, resumes, and is uninstalled with what it brought', async () => {
    const sheet = page.getByRole('dialog', { name: app.name, exact: true });
    await sheet.getByRole('button', { name: 'Pause' }).click();
    await expect(sheet.getByText('Paused', { exact: true })).toBeVisible();
    await sheet.getByRole('button', { name: 'Resume' }).click();
    await expect(sheet.getByText('Active', { exact: true })).toBeVisible();
    await sheet.getByRole('button', { name: 'Uninstall' }).click();
    const confirm = page.getByRole('dialog', { name: `Uninstall ${app.name}?` });
    await confirm.getByRole('textbox').fill(app.slug);
    await confirm.getByRole('button', { name: 'Uninstall' }).click();
    await expect(page.getByText(`Removed: ${app.name}`)).toBeVisible();
    await expect(page.getByRole('link', { name: app.name })).toHaveCount(0);
  });
  await unpublish(page, id);
});

test('a package that asks for settings gets them in a form, and keeps its secret', async ({
  page,
}) => {
  const app = uniqueApp('Configured');
  await signIn(page);
  const id = await makeApp(page, app.name);
  const config_schema = {
    type: 'object',
    required: ['tone', 'token'],
    properties: {
      tone: { type: 'string', enum: ['warm', 'dry'], title: 'Tone' },
      token: { type: 'string', format: 'password', title: 'Access token' },
      most: { type: 'integer', minimum: 1, maximum: 9, default: 3, title: 'At most' },
    },
  };
  await uploadVersion(page, id, packageOf(app, { config_schema }));
  await publish(page, id, { slug: app.slug });
  await page.goto(`/marketplace/${app.slug}`);
  const panel = page.getByRole('region', { name: 'Install' });
  await (await hydrated(panel.getByRole('button', { name: 'Install' }))).click();

  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('At most').fill('12');
  await dialog.getByRole('button', { name: 'Install' }).click();
  const alert = dialog.getByRole('alert');
  await expect(alert.getByText('must be at most 9')).toBeVisible();
  await expect(alert.getByRole('listitem')).toHaveCount(3);
  await expectAccessible(page);
  await dialog.getByLabel('At most').fill('5');
  await dialog.getByLabel('Tone').selectOption('dry');
  await dialog.getByRole('textbox', { name: 'Access token' }).fill('not-to-be-seen');
  await dialog.getByRole('button', { name: 'Install' }).click();
  await expect(panel.getByText('Installed')).toBeVisible({ timeout: 30_000 });

  await panel.getByRole('link', { name: 'Manage installation' }).click();
  const sheet = page.getByRole('dialog', { name: app.name });
  await expect(sheet.getByLabel('At most')).toHaveValue('5');
  await expect(sheet.getByRole('textbox', { name: 'Access token' })).toHaveValue('');
  await expectAccessible(page);
  await sheet.getByLabel('At most').fill('7');
  await sheet.getByRole('button', { name: 'Save configuration' }).click();
  await expect(page.getByText('The configuration is saved')).toBeVisible();
  await unpublish(page, id);
});

test('what matches nothing, and what does not load, is said', async ({ page }) => {
  await signIn(page, '/marketplace?q=zzzzqqqq');
  await expect(page.getByRole('heading', { name: 'No package matches' })).toBeVisible();
  await hydrated(page.getByRole('button', { name: 'Clear filters' }));
  let failing = true;
  await page.route('**/api/v1/packages?**', (route) =>
    failing
      ? route.fulfill({
          status: 503,
          json: { error: 'The service is away.', code: 'UNAVAILABLE', request_id: 'r-1' },
        })
      : route.fallback(),
  );
  await page.getByLabel('Pricing').selectOption('free');
  // The page itself came with its data; what the browser asks for anew is what fails.
  await expect(page.getByText('The service is away.')).toBeVisible();
  await expectAccessible(page);
  failing = false;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('The service is away.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('heading', { name: 'Featured' })).toBeVisible();
  await page.goto('/marketplace/there-is-no-such-package');
  await expect(page.getByRole('heading', { name: 'There is no such package' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`on a phone, ${colorScheme}, the marketplace and what is installed fit`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 375, height: 760 });
    await page.emulateMedia({ colorScheme });
    await signIn(page, '/marketplace');
    await expect(page.getByRole('heading', { name: 'Featured' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Code reviewer' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Code reviewer' })).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(page);
    await page.goto('/packages');
    await expect(page.getByRole('heading', { name: 'Installed packages' })).toBeVisible();
    await expectAccessible(page);
  });
