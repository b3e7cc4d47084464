import { expect, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 90_000 };

test('a job is made from its form, runs, and shows result, attempts and log', async ({ page }) => {
  await signIn(page, '/jobs?new=1');

  await test.step('mistakes are told at their field', async () => {
    await hydrated(page.getByRole('dialog').getByRole('combobox', { name: 'Task' }));
    await page.getByRole('dialog').getByRole('combobox', { name: 'Task' }).selectOption('webhook');
    await page.getByRole('textbox', { name: 'Url' }).fill('http://10.0.0.1/hook');
    await page.getByRole('button', { name: 'Create job' }).click();
    await expect(page.getByRole('dialog')).toContainText('is not a public address');
    await expectAccessible(page);
  });

  await test.step('a report is written, and its file can be downloaded', async () => {
    await page
      .getByRole('dialog')
      .getByRole('combobox', { name: 'Task' })
      .selectOption('report-generation');
    await page.getByRole('button', { name: 'Create job' }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/, SLOW);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Generate a report', SLOW);
    await expect(page.getByRole('status').first()).toContainText('Completed', SLOW);
    await expect(page.getByRole('link', { name: 'Download' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Log' })).toContainText('Completed.');
    await expect(page.getByRole('table', { name: 'Attempts, newest first' })).toContainText(
      'Completed',
    );
    await expectAccessible(page);
  });

  await test.step('the list finds it by its filters', async () => {
    await page.goto('/jobs?task_type=report-generation&status=completed');
    await expect(page.getByRole('table', { name: 'Jobs, newest first' })).toContainText(
      'Generate a report',
    );
    await expectAccessible(page);
  });
});

test('a schedule shows its next runs, runs now, is paused, resumed and ended', async ({ page }) => {
  await signIn(page, '/jobs/recurring?new=1');
  await hydrated(page.getByRole('dialog').getByRole('combobox', { name: 'Task' }));
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: 'Task' })
    .selectOption('daily-cleanup');
  await page.getByRole('textbox', { name: 'Schedule (cron)' }).fill('30 4 * * 1-5');
  await expect(page.getByText('On weekdays at 04:30.')).toBeVisible();
  await page.getByRole('button', { name: 'Create job' }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/, SLOW);
  await expect(page.getByText('Next runs').locator('..').getByRole('listitem')).toHaveCount(
    5,
    SLOW,
  );

  await page.getByRole('button', { name: 'Run now' }).click();
  await expect(page.getByRole('table', { name: 'Runs, newest first' })).toContainText(
    'Completed',
    SLOW,
  );
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status').first()).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('status').first()).toContainText('Active');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'End schedule' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End schedule' }).click();
  await expect(page.getByRole('status').first()).toContainText('Canceled');
});

test('a queue is weighted and paused; its jobs wait until it goes on', async ({ page }) => {
  const headers = { authorization: `Bearer ${demo().apiKey}` };
  const name = `journey-${Date.now().toString(36)}`;
  await page.request.put('/api/jobs/queues', { headers, data: { queues: [{ name }] } });
  await signIn(page, '/jobs/queues');
  // Not the note that it was saved, which is a list item too.
  const queue = page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await hydrated(queue.getByRole('switch', { name: 'Paused' }));
  await queue.getByRole('switch', { name: 'Paused' }).click();
  await expect(queue).toContainText('Paused');
  await queue.getByLabel('Weight').fill('7');
  await queue.getByLabel('Weight').blur();
  await expect(page.getByText(`${name} is saved`).first()).toBeVisible();
  const made = await page.request.post('/api/jobs', {
    headers,
    data: { task_type: 'daily-cleanup', payload: { dry_run: true }, queue: name },
  });
  expect(made.status()).toBe(201);
  await expect(queue.getByRole('link', { name: `1 pending in ${name}` })).toBeVisible(SLOW);
  await expectAccessible(page);
  await queue.getByRole('switch', { name: 'Paused' }).click();
  await expect(queue.getByRole('link', { name: `1 completed in ${name}` })).toBeVisible(SLOW);
});

test('on a phone nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await signIn(page, '/jobs');
  for (const path of ['/jobs', '/jobs/recurring', '/jobs/queues', '/jobs?new=1']) {
    await page.goto(path);
    await hydrated(page.getByRole('heading', { level: 1 }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, path).toBeLessThanOrEqual(375);
  }
});
