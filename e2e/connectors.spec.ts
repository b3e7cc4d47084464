import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';
import { type FakeSlack, startSlack } from '@/lib/testing/vendors/slack';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

let slack: FakeSlack;
test.beforeEach(async () => {
  slack = await startSlack();
});
test.afterEach(() => slack.close());

const headers = () => ({ authorization: `Bearer ${demo().apiKey}` });

/** Chooses an item of a row's menu. */
async function act(page: Page, name: string, item: string) {
  await (await hydrated(page.getByRole('button', { name: `Actions for ${name}` }))).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('a credential and its connector are made, tested, renewed and removed', async ({ page }) => {
  const name = `Bot ${slack.host}`;
  const team = `Team ${slack.host}`;
  await signIn(page, '/connectors?tab=credentials&new=1&provider=slack');

  await test.step('mistakes are told at their field', async () => {
    await (await hydrated(page.getByRole('textbox', { name: 'Name' }))).fill(name);
    await page.getByRole('button', { name: 'Create credential' }).last().click();
    await expect(page.locator('[id="credential-data.bot_token-error"]')).toContainText(
      'Bot token is required',
    );
    await expectAccessible(page);
  });

  await test.step('the secret is saved, and is nowhere to be seen', async () => {
    await page.getByRole('textbox', { name: 'Bot token' }).fill('xoxb-wrong-at-first');
    await page.getByText('Where it may go, and until when').click();
    await page.getByRole('textbox', { name: 'Allowed hosts' }).fill(slack.host);
    await page.getByRole('button', { name: 'Create credential' }).last().click();
    await expect(page.getByRole('cell', { name: `${name} Slack` })).toBeVisible();
    expect(await page.content()).not.toContain('xoxb-wrong');
  });

  await test.step('a connector is made with it', async () => {
    await page.getByRole('tab', { name: 'Connectors' }).click();
    await (await hydrated(page.getByRole('button', { name: 'Create connector' }).first())).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(team);
    await page.getByRole('combobox', { name: 'Credential' }).selectOption({ label: name });
    await page.getByRole('textbox', { name: 'Base URL' }).fill('https://elsewhere.example/');
    await page.getByRole('button', { name: 'Create connector' }).last().click();
    await expect(page.locator('[id="connector-config.baseUrl-error"]')).toContainText(
      'not among the hosts',
    );
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Base URL' }).fill(slack.url);
    await page.getByRole('button', { name: 'Create connector' }).last().click();
    await expect(page.getByRole('row', { name: new RegExp(team) })).toContainText('Not tested');
  });

  await test.step('its test says what is wrong, and that it works once that is mended', async () => {
    await act(page, team, 'Test connection');
    await expect(page.getByRole('status').getByText(`${team} does not work`)).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(team) })).toContainText('Fails');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Credentials' }).click();
    await act(page, name, 'Edit');
    await page.getByRole('textbox', { name: 'Bot token' }).fill(slack.token);
    await page.getByRole('button', { name: 'Save credential' }).click();
    await expect(page.getByText(`${name} is saved`)).toBeVisible();
    await page.getByRole('tab', { name: 'Connectors' }).click();
    await act(page, team, 'Test connection');
    await expect(page.getByText('Signed in to Acme as fleet.')).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(team) })).toContainText('Works');
  });

  await test.step('every use is written down', async () => {
    await page.getByRole('tab', { name: 'Credentials' }).click();
    await act(page, name, 'Who used it');
    await expect(page.getByText('slack.test').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('what is used can not be deleted, and then it can', async () => {
    await act(page, name, 'Delete');
    await page.getByRole('button', { name: 'Delete credential' }).click();
    await expect(page.getByText(`while connectors use it: "${team}"`)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Connectors' }).click();
    await act(page, team, 'Delete');
    await page.getByRole('button', { name: 'Delete connector' }).click();
    await expect(page.getByRole('row', { name: new RegExp(team) })).toHaveCount(0);
    await page.getByRole('tab', { name: 'Credentials' }).click();
    await act(page, name, 'Delete');
    await page.getByRole('button', { name: 'Delete credential' }).click();
    await expect(page.getByRole('cell', { name: `${name} Slack` })).toHaveCount(0);
  });
});

test('on a phone, an HTTP credential asks for what its kind needs', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  const name = `API ${slack.host}`;
  await signIn(page, '/connectors?tab=credentials&new=1&provider=http');
  await (await hydrated(page.getByRole('combobox', { name: 'Kind' }))).selectOption('basic');
  await expect(page.getByRole('textbox', { name: 'Token' })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'User' }).fill('ada');
  await page.getByRole('textbox', { name: 'Password' }).fill('open-sesame');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create credential' }).last().click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await act(page, name, 'Test');
  await page.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/');
  await page.getByRole('button', { name: 'Test credential' }).click();
  await expect(page.getByText(`${name} does not work`)).toBeVisible();
  const found = await page.request.get('/api/v1/credentials?limit=100', { headers: headers() });
  for (const it of (await found.json()) as { id: string; name: string }[])
    if (it.name === name)
      await page.request.delete(`/api/v1/credentials/${it.id}`, { headers: headers() });
});
