import { expect, type Page, test } from '@playwright/test';
import { expectAccessible as expectClean } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

/** A navigation within the page has no title for a moment. */
async function expectAccessible(page: Page) {
  await expect(page).toHaveTitle(/Approvals/);
  await expectClean(page);
}

const authorization = () => ({ authorization: `Bearer ${demo().apiKey}` });

async function api<T>(page: Page, method: 'GET' | 'POST', path: string, data?: object): Promise<T> {
  const answer = await page.request.fetch(path, { method, data, headers: authorization() });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** A workflow that asks, started; the id of its run. */
async function start(page: Page, title: string): Promise<string> {
  const workflow = await api<{ id: string }>(page, 'POST', '/api/v1/workflows', {
    name: title,
    definition: {
      name: title,
      steps: [
        {
          id: 'ok',
          type: 'approval',
          config: {
            title: `${title}?`,
            timeout: '2d',
            form: {
              type: 'object',
              properties: { amount: { type: 'number', title: 'Amount' } },
              required: ['amount'],
            },
          },
        },
        { id: 'paid', type: 'set', config: { amount: '{{ steps.ok.output.data.amount }}' } },
      ],
    },
  });
  const run = await api<{ runId: string }>(
    page,
    'POST',
    `/api/v1/workflows/${workflow.id}/execute`,
    {
      input: {},
    },
  );
  return run.runId;
}

const output = async (page: Page, id: string) =>
  (await api<{ status: string; output: unknown }>(page, 'GET', `/api/v1/executions/${id}`)).output;

test('a run that asks arrives in the inbox, is approved with its form, and completes', async ({
  page,
}) => {
  const title = `Refund ${Math.random().toString(36).slice(2, 8)}`;
  await signIn(page, '/approvals');
  const id = await start(page, title);
  const card = page.getByRole('button', { name: new RegExp(`^${title}`) });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await (await hydrated(card)).click();
  await expect(page.getByRole('heading', { name: `${title}?` })).toBeVisible();
  await expectAccessible(page);

  await test.step('the form is asked for', async () => {
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(page.getByText('Amount is required').first()).toBeVisible();
  });

  await test.step('approved by keyboard, the run completes', async () => {
    await page.getByRole('textbox', { name: 'Amount' }).fill('12.5');
    await page.getByRole('textbox', { name: 'Comment' }).fill('Fine');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByText('What waited has gone on.')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Fine', { exact: true })).toBeVisible();
    await expect.poll(() => output(page, id), { timeout: 60_000 }).toEqual({ amount: 12.5 });
    await expectAccessible(page);
  });
});

test('R rejects what is chosen, also on a phone', async ({ page }) => {
  const title = `Release ${Math.random().toString(36).slice(2, 8)}`;
  await page.setViewportSize({ width: 375, height: 812 });
  await signIn(page, '/approvals');
  await start(page, title);
  const card = page.getByRole('button', { name: new RegExp(`^${title}`) });
  await expect(card).toBeVisible({ timeout: 60_000 });
  await (await hydrated(card)).click();
  await hydrated(page.getByRole('button', { name: 'Reject' }));
  await expectAccessible(page);
  await page.keyboard.press('r');
  await expect(page.getByText('What waited was told so.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'All approvals' }).click();
  await expect(
    page.getByRole('button', { name: /^Release/ }).filter({ hasText: title }),
  ).toHaveCount(0);
});
