import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 240_000 });

async function deploy(page: Page, name: string, content: string): Promise<string> {
  const post = async (path: string, data: object) => {
    const headers = { authorization: `Bearer ${demo().apiKey}` };
    const answer = await page.request.post(path, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return (await answer.json()).id as string;
  };
  const config_id = await post('/api/configs', { name, content });
  return post('/api/deployments', { name, config_id });
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a config is put into service, executed with its variables, stopped and deleted', async ({
  page,
}) => {
  const name = `Greetings ${Date.now()}`;
  const id = await deploy(
    page,
    name,
    `var place = "world"
workflow Greet {
  trigger schedule "0 6 * * *"
  greet: set { said: "Hello {{ variables.place }}" }
}
job Nightly { schedule "0 2 * * *" task "Greet" }`,
  );
  await signIn(page, `/deployments/${id}`);

  await test.step('started, it shows its workflows, triggers and jobs', async () => {
    await (await hydrated(button(page, 'Start'))).click();
    await expect(button(page, 'Stop')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Triggers' })).toContainText('Every day at 06:00');
    const jobs = page.getByRole('table', { name: /^Jobs of this deployment/ });
    await expect(jobs.getByRole('link', { name: 'Nightly' })).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
  });

  await test.step('executed, it tells output and exit code', async () => {
    await button(page, 'Execute').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('place').fill('moon');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Execute' }).click();
    const row = page.getByRole('table', { name: /^Executions/ }).getByRole('row', { name: /moon/ });
    await expect(row).toContainText('Completed', { timeout: 60_000 });
    await expect(row.getByRole('cell', { name: '0', exact: true })).toBeVisible();
  });

  await test.step('stopped by mistake, it is put back', async () => {
    await button(page, 'Stop').click();
    await expect(button(page, 'Start')).toBeVisible();
    await button(page, 'Undo').click();
    await expect(button(page, 'Stop')).toBeVisible();
  });

  await test.step('deleted, it is stopped first', async () => {
    await button(page, 'More actions').click();
    await page.getByRole('menuitem', { name: 'Delete deployment' }).click();
    await page.getByRole('textbox', { name: /to confirm/ }).fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete deployment' }).click();
    await page.waitForURL(/\/deployments$/);
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });
});

test('a config with mistakes is not started, and each of them is told', async ({ page }) => {
  const id = await deploy(page, 'Mistaken', 'workflow A {\n  a: Agent("nobody")\n}');
  await signIn(page, `/deployments/${id}`);
  await (await hydrated(button(page, 'Start'))).click();
  const alert = page.getByRole('alert').filter({ hasText: 'has errors' });
  await expect(alert).toContainText('undefined agent type "nobody" at line 2');
  await expect(alert.getByRole('link', { name: 'Open the config' })).toBeVisible();
  await expect(button(page, 'Start')).toBeVisible();
  await expectAccessible(page);
});
