import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { hydrated } from '@/e2e/support/hydrated';
import { expectAccessible } from './support/axe';
import { signIn } from './support/sign-in';

const composer = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
const answers = (page: Page) => page.getByRole('article', { name: /answered$/ });
const questions = (page: Page) => page.getByRole('article', { name: 'You wrote' });
const inList = (page: Page, title: string) =>
  page.getByRole('complementary', { name: 'Conversations' }).getByRole('link', { name: title });

/** A word that no other conversation has. */
const word = () => `w${randomUUID().slice(0, 8)}`;

async function choose(page: Page, agent: string) {
  await page.getByRole('button', { name: /^Agent:/ }).click();
  await page.getByRole('option', { name: agent }).click();
}

async function send(page: Page, text: string) {
  await composer(page).fill(text);
  await page.keyboard.press('Enter');
}

/** The page can send again: the last answer has ended. */
const settled = (page: Page) =>
  expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible({ timeout: 45_000 });

test.beforeEach(async ({ page }) => {
  await signIn(page, '/');
  await expect(composer(page)).toBeVisible();
});

test('the address names the agent to chat with', async ({ page }) => {
  await choose(page, 'Researcher');
  const agents = await page.request.get('/api/v1/agents?search=Number%20cruncher');
  const [{ id }] = (await agents.json()).data;
  await page.goto(`/?agent=${id}`);
  await expect(page.getByRole('heading', { name: 'Number cruncher' })).toBeVisible();
});

test('an answer streams in, with its tool call to look into', async ({ page }) => {
  await choose(page, 'Number cruncher');
  await send(page, 'use tool calculator {"expression":"6*7"}');
  const call = answers(page).getByText('calculator', { exact: true });
  await expect(call).toBeVisible();
  await expect(answers(page)).toContainText('I called 1 tool');
  await settled(page);
  await expect(page).toHaveURL(/\?c=[0-9a-f-]{36}$/);
  await call.click();
  await expect(page.getByRole('list', { name: 'Output' })).toContainText('42');
  await expectAccessible(page);
  // What is read again is the same as what was streamed.
  const text = await answers(page).innerText();
  await page.reload();
  await call.click();
  await expect(page.getByRole('list', { name: 'Output' })).toContainText('42');
  expect((await answers(page).innerText()).slice(0, 60)).toBe(text.slice(0, 60));
});

test('Escape stops a long answer and keeps what was said', async ({ page }) => {
  await send(page, '[[sandbox: words=3000 delay=20]]');
  await expect(answers(page)).toContainText('this is a long canned answer');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  await expect(answers(page)).toContainText('this is a long canned answer');
  await settled(page);
});

test('an answer goes on when the page is closed and is attached to again', async ({ page }) => {
  await send(page, '[[sandbox: words=700 delay=20]]');
  await expect(answers(page)).toContainText('this is a long');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await settled(page);
  const words = (await answers(page).innerText()).match(/\blong\b/g);
  expect(words?.length).toBe(Math.ceil(700 / 14));
});

test('a connection that breaks off is taken up where it broke', async ({ page }) => {
  await page.route('**/chat/send', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const events = body.split('\n\n');
    await route.fulfill({ response, body: `${events.slice(0, 6).join('\n\n')}\n\n` });
  });
  await send(page, '[[sandbox: words=60 delay=5]]');
  await settled(page);
  const words = (await answers(page).innerText()).match(/\blong\b/g);
  expect(words?.length).toBe(Math.ceil(60 / 14));
});

test('retry asks the same again, edit asks something else instead', async ({ page }) => {
  const [first, second] = [word(), word()];
  await send(page, first);
  await expect(answers(page)).toContainText(`“${first}”`);
  await settled(page);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await settled(page);
  await expect(answers(page)).toHaveCount(1);
  await expect(questions(page)).toHaveCount(1);
  // ArrowUp in the empty composer edits the last message.
  await composer(page).press('ArrowUp');
  await page.getByRole('textbox', { name: 'Edit message' }).fill(second);
  await page.keyboard.press('Enter');
  await expect(answers(page)).toContainText(`“${second}”`);
  await settled(page);
  await expect(questions(page)).toHaveCount(1);
  await page.reload();
  await expect(answers(page)).toContainText(`“${second}”`);
  await expect(page.getByText(`“${first}”`)).toHaveCount(0);
});

test('a conversation is found, renamed, deleted and brought back', async ({ page }) => {
  const [title, renamed] = [word(), word()];
  await send(page, title);
  await settled(page);
  await expect(inList(page, title)).toBeVisible();
  await inList(page, title).press('F2');
  await page.getByRole('textbox', { name: 'Title of the conversation' }).fill(renamed);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: renamed })).toBeVisible();
  await page.reload();
  // The message still has the first word: the search looks there too.
  const search = page.getByRole('textbox', { name: 'Search conversations' });
  await (await hydrated(search)).fill(title);
  await expect(page.locator('a[data-conversation]')).toHaveCount(1);
  await inList(page, renamed).press('Delete');
  await expect(page.getByText('Nothing of yours mentions')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(inList(page, renamed)).toBeVisible();
});

test('an execution is attached and read by the agent', async ({ page }) => {
  const secret = word();
  await send(page, secret);
  await settled(page);
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await page.getByRole('button', { name: 'Attach an execution' }).click();
  await page.getByRole('combobox').fill(secret);
  await page.getByRole('option').first().click();
  await send(page, 'What was that');
  await expect(questions(page).getByRole('link', { name: /completed/ })).toBeVisible();
  await expect(answers(page)).toContainText('Attached execution');
});

test('too few credits are told, and the message is not lost', async ({ page }) => {
  await page.route('**/chat/send', (route) =>
    route.fulfill({
      status: 402,
      json: {
        error: 'Insufficient credits',
        code: 'INSUFFICIENT_CREDITS',
        required: 4.2,
        available: 0.5,
      },
    }),
  );
  await send(page, 'Hello');
  const note = page.getByRole('alert').filter({ hasText: 'Not enough credits' });
  await expect(note).toContainText('4.20 credits');
  await expect(composer(page)).toHaveValue('Hello');
  await expectAccessible(page);
  await page.unroute('**/chat/send');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(answers(page)).toContainText('“Hello”');
});

test('drafts stay with their conversation, and drafts of agents cannot be chosen', async ({
  page,
}) => {
  const title = word();
  await send(page, title);
  await settled(page);
  await composer(page).fill('Half a thought');
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await expect(composer(page)).toHaveValue('');
  await inList(page, title).click();
  await expect(composer(page)).toHaveValue('Half a thought');
  await page.getByRole('button', { name: /^Agent:/ }).click();
  const draft = page.getByRole('option', { name: /Release notes/ });
  await expect(draft).toBeDisabled();
  await expect(draft).toContainText('Deploy first');
});

test('a reader who scrolls up is left alone and can jump to the latest', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  await send(page, '[[sandbox: words=1200 delay=20]]');
  const box = page.getByRole('region', { name: 'Messages' });
  await expect
    .poll(() => box.evaluate((e) => e.scrollHeight - e.clientHeight), { timeout: 20_000 })
    .toBeGreaterThan(200);
  await box.hover();
  await page.mouse.wheel(0, -150);
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  const at = await box.evaluate((e) => e.scrollTop);
  const height = await box.evaluate((e) => e.scrollHeight);
  await expect.poll(() => box.evaluate((e) => e.scrollHeight)).toBeGreaterThan(height);
  expect(await box.evaluate((e) => e.scrollTop)).toBe(at);
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect
    .poll(() => box.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight))
    .toBeLessThan(40);
  await page.keyboard.press('Escape');
  await settled(page);
});

test('on a phone, conversations are in a drawer and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 700 });
  await expectAccessible(page);
  const title = word();
  await send(page, `${title} ${'long'.repeat(60)}`);
  await settled(page);
  await expectAccessible(page);
  await page.getByRole('main').getByRole('button', { name: 'Conversations' }).click();
  const drawer = page.getByRole('dialog', { name: 'Conversations' });
  await expect(drawer.getByRole('link', { name: title })).toBeVisible();
  await drawer.getByRole('button', { name: 'New chat' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'New chat' })).toBeVisible();
});
