import { expect, test } from '@playwright/test';
import { expectAccessible } from '@/e2e/support/axe';
import { hydrated } from '@/e2e/support/hydrated';
import { demo, signIn } from '@/e2e/support/sign-in';
import { type McpVendor, startMcpServer } from '@/lib/testing/vendors/mcp';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

let vendor: McpVendor;
test.beforeEach(async () => {
  vendor = await startMcpServer();
});
test.afterEach(() => vendor.close());

const headers = () => ({ authorization: `Bearer ${demo().apiKey}` });

test('an MCP server is set up, asked for its tools, and given to an agent with an approval', async ({
  page,
}) => {
  const name = `Sums ${new URL(vendor.url).port}`;
  await signIn(page, '/connectors?new=1');

  await test.step('the connector asks for an address, and says what is wrong with it', async () => {
    const sheet = page.getByRole('dialog', { name: 'Create a connector' });
    await (await hydrated(sheet.getByRole('combobox', { name: 'Service' }))).selectOption('mcp');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    const url = page.getByRole('textbox', { name: 'URL' });
    await url.fill('http://169.254.169.254/mcp');
    await page.getByRole('button', { name: 'Create connector' }).last().click();
    await expect(page.locator('[id="connector-config.url-error"]')).toContainText('refused');
    await expectAccessible(page);
    await url.fill(vendor.url);
    await page.getByRole('button', { name: 'Create connector' }).last().click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Not tested');
  });

  await test.step('its test lists the tools, and the page shows them', async () => {
    await (await hydrated(page.getByRole('button', { name: `Actions for ${name}` }))).click();
    await page.getByRole('menuitem', { name: 'Test connection' }).click();
    await expect(page.getByText('fake 1 offers 3 tools.')).toBeVisible();
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByText('3 tools')
      .click();
    const sheet = page.getByRole('dialog', { name: `Tools of ${name}` });
    await expect(sheet.getByText('Adds two numbers')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  const agent = `Clerk ${new URL(vendor.url).port}`;
  await test.step('an agent is given two of them, one of which asks', async () => {
    await page.goto('/agents/new');
    await (await hydrated(page.getByRole('textbox', { name: 'Name' }))).fill(agent);
    await page.getByRole('switch', { name: 'Calculator' }).check();
    await page.getByRole('checkbox', { name: 'Asks for approval' }).first().check();
    await page.getByRole('switch', { name: name }).check();
    await page.getByRole('checkbox', { name: 'All its tools' }).uncheck();
    await page.getByRole('checkbox', { name: 'echo', exact: true }).uncheck();
    const broken = page.getByRole('listitem').filter({ hasText: 'break' }).last();
    await broken.getByRole('checkbox', { name: 'Asks for approval' }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Create agent' }).first().click();
    await page.waitForURL(/\/agents\/[0-9a-f-]{36}/);
    await expect(page.getByText('MCP server: add, break')).toBeVisible();
  });

  const found = await page.request.get(`/api/v1/agents?search=${encodeURIComponent(agent)}`, {
    headers: headers(),
  });
  const [made] = (await found.json()).data;
  expect(made.tools).toMatchObject([
    { name: 'calculator', config: { approval: true } },
    { name: 'mcp', config: { tools: ['add', 'break'], approval: { tools: ['break'] } } },
  ]);
  const { connectorId } = made.tools[1].config;
  await page.request.delete(`/api/v1/agents/${made.id}`, { headers: headers() });
  await page.request.delete(`/api/v1/connectors/${connectorId}`, { headers: headers() });
});
