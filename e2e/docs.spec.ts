import { expect, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { signIn } from '@/e2e/support/sign-in';

const PAGES = [
  '/docs',
  '/docs/start/quickstart',
  '/docs/guides/connectors',
  '/docs/reference/cli-commands',
  '/docs/api',
  '/docs/api/agents',
];

test.describe('every page of the docs', () => {
  for (const scheme of ['light', 'dark'] as const)
    test(`is accessible and fits a phone, ${scheme}`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 800 });
        for (const path of PAGES) {
          const answer = await page.goto(path);
          expect(answer?.status(), path).toBe(200);
          await expectAccessible(page);
        }
      }
    });

  test('needs no one signed in, and says what it is in its title', async ({ page }) => {
    await page.goto('/docs/guides/connectors');
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await expect(page).toHaveTitle(/^Connectors.* · FleetPrompt docs$/);
  });
});

test('the sidebar of the dashboard leads to the docs, and the docs back', async ({ page }) => {
  await signIn(page, '/usage');
  await page.getByRole('link', { name: 'Documentation' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('FleetPrompt documentation');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.waitForURL('/');
});

test('what is looked for is found by its words, from the keyboard', async ({ page }) => {
  await page.goto('/docs');
  await hydrated(page.getByRole('button', { name: 'Search' }));
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('create an agent');
  await expect(page.getByRole('option').filter({ hasText: 'POST /api/v1/agents' })).toBeVisible();
  await page.getByRole('combobox').fill('nonsense zzqq');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('combobox').fill('connectors');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/docs\/.*connectors/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox')).toBeHidden();
});

test('the chosen language holds in every example, on every page and after a reload', async ({
  page,
}) => {
  await page.goto('/docs/api/agents');
  const tabs = page.getByRole('tab', { name: 'Python' });
  await hydrated(tabs.nth(2));
  await tabs.nth(2).scrollIntoViewIfNeeded();
  const before = await tabs.nth(2).boundingBox();
  await tabs.nth(2).click();
  const after = await tabs.nth(2).boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0)), 'what was clicked moved').toBeLessThan(2);
  const shown = page.locator('[data-pane="python"]:visible');
  const others = page.locator('[data-pane="bash"]:visible');
  await expect(others).toHaveCount(0);
  expect(await shown.count()).toBeGreaterThan(5);
  await page.reload();
  await expect(others).toHaveCount(0);
  await page.goto('/docs');
  await expect(page.getByRole('tab', { name: 'Python' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('[data-pane="python"]')).toBeVisible();
});

test('examples show and copy the address at which the reader reads', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const origin = new URL(test.info().project.use.baseURL ?? '').origin;
  // The same server under another name: what it was configured with is not what the reader sees.
  const here = origin.includes('127.0.0.1')
    ? origin.replace('127.0.0.1', 'localhost')
    : origin.replace('localhost', '127.0.0.1');
  await page.goto(`${here}/docs/api/agents`);
  const example = page.locator('figure').first();
  await expect(example).toContainText(`${here}/api/v1/agents`);
  const copy = await hydrated(example.getByRole('button', { name: 'Copy code' }));
  await copy.click();
  await expect(example.getByText('Copied')).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^curl -s /);
  expect(copied).toContain(`${here}/api/v1/agents`);
  // Going on inside the docs keeps it so.
  await page.getByRole('link', { name: 'Skills', exact: true }).first().click();
  await page.waitForURL(/\/docs\/api\/skills/);
  await expect(page.locator('figure').first()).toContainText(`${here}/api/v1/skills`);
});

test('on a phone the navigation is a drawer that closes when it has led somewhere', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/docs');
  const open = await hydrated(page.getByRole('button', { name: 'Open navigation' }));
  await open.click();
  const drawer = page.getByRole('dialog', { name: 'Documentation' });
  await drawer.getByRole('link', { name: 'Quickstart' }).click();
  await page.waitForURL('/docs/start/quickstart');
  await expect(drawer).toBeHidden();
});

test('programs get Markdown, a list of it, and a map of the site', async ({ request }) => {
  const page = await request.get('/docs/guides/connectors.md');
  expect(page.headers()['content-type']).toMatch(/^text\/markdown/);
  expect(await page.text()).toMatch(/^# Connectors/);
  const tag = await request.get('/docs/api/agents.md');
  expect(await tag.text()).toContain('`POST /api/v1/agents`');
  expect((await request.get('/docs/guides/nothing.md')).status()).toBe(404);
  expect((await request.get('/docs/guides/nothing')).status()).toBe(404);
  const list = await (await request.get('/llms.txt')).text();
  expect(list).toContain('/docs/guides/connectors.md)');
  expect(await (await request.get('/llms-full.txt')).text()).toContain('# Connectors');
  expect(await (await request.get('/sitemap.xml')).text()).toContain(
    '/docs/guides/connectors</loc>',
  );
  expect(await (await request.get('/robots.txt')).text()).toContain('Sitemap: ');
});
