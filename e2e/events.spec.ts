import { expect, type Page, test } from '@playwright/test';
import { expectAccessible as expectClean } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });
const PATIENCE = { timeout: 60_000 };

/** A navigation within the page has no title for a moment. */
async function expectAccessible(page: Page) {
  await expect(page).toHaveTitle(/Events/);
  await expectClean(page);
}

const word = () => `shop${Math.random().toString(36).slice(2, 8)}`;

/** Something of the organization's own happens. */
async function tell(page: Page, type: string, data: object): Promise<string> {
  const answer = await page.request.post('/api/v1/events', {
    headers: { authorization: `Bearer ${demo().apiKey}` },
    data: { type, data },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

test('events arrive by themselves, rest while the feed is paused, and open beside the list', async ({
  page,
}) => {
  const shop = word();
  await signIn(page, '/events');
  const pause = await hydrated(page.getByRole('button', { name: 'Pause' }));
  const row = (name: string) => page.getByRole('row').filter({ hasText: `${shop}.${name}` });

  await test.step('what happens is there without a reload', async () => {
    await tell(page, `${shop}.created`, { order_id: 'A-1', name: 'Lamp' });
    await expect(row('created')).toBeVisible(PATIENCE);
    await expect(row('created')).toContainText('Lamp');
  });

  await test.step('a paused feed stands still and catches up', async () => {
    await pause.click();
    await expect(page.getByText('Paused', { exact: true })).toBeVisible();
    await tell(page, `${shop}.paid`, { order_id: 'A-1' });
    await page.request.get('/api/v1/events?limit=1');
    await expect(row('paid')).toHaveCount(0);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(row('paid')).toBeVisible(PATIENCE);
  });

  await test.step('a type filters, and the address keeps it', async () => {
    await page.goto(`/events?type=${shop}.*`);
    await expect(row('created')).toBeVisible(PATIENCE);
    await expect(page.getByRole('row')).toHaveCount(3);
    await expectAccessible(page);
  });

  await test.step('one opens with its data, and as CloudEvent', async () => {
    await row('created').getByRole('link').click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText('"A-1"')).toBeVisible();
    await sheet.getByText('As CloudEvent').click();
    await expect(sheet.getByText('specversion')).toBeVisible();
    await expectAccessible(page);
    await sheet
      .getByRole('button', { name: /^Show only this/ })
      .last()
      .or(sheet.getByTitle('Show only this object'))
      .first()
      .click();
    await expect(page).toHaveURL(/subject=order%2FA-1/);
    await expect(sheet).toBeHidden();
    await expect(row('paid')).toBeVisible(PATIENCE);
  });
});

test('events fit a phone', async ({ page }) => {
  const shop = word();
  await page.setViewportSize({ width: 375, height: 812 });
  await signIn(page, `/events?type=${shop}.*`);
  await expect(page.getByText('No event matches')).toBeVisible();
  await hydrated(page.getByRole('button', { name: 'Pause' }));
  await tell(page, `${shop}.created`, { order_id: 'A-2' });
  await expect(page.getByRole('row').filter({ hasText: `${shop}.created` })).toBeVisible(PATIENCE);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wider).toBe(false);
  await expectAccessible(page);
});
