import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

export type Demo = { email: string; password: string; apiKey: string; baseUrl: string };

/** The demo organization's credentials, from the file that E2E_DEMO_FILE names. */
export function demo(): Demo {
  const file = process.env.E2E_DEMO_FILE;
  if (!file) throw new Error('Set E2E_DEMO_FILE to the demo.json of the server under test.');
  return JSON.parse(readFileSync(file, 'utf8')) as Demo;
}

/** Signs the page's browser in without the form; as the demo owner unless told. Opens `path`. */
export async function signIn(
  page: Page,
  path = '/',
  who: { email: string; password: string } = demo(),
): Promise<void> {
  const answer = await page.request.post('/api/auth/login', {
    data: { email: who.email, password: who.password },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  await page.goto(path);
}

/** Enter in the field that has the focus, once the page's form can be sent. */
export async function pressEnter(page: Page) {
  await expect(page.locator('main form [type=submit]').first()).toBeEnabled();
  await page.keyboard.press('Enter');
}

/** Signs in as people do. Ends on the page that follows. */
export async function signInByForm(page: Page, who: { email: string; password: string }) {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(who.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(who.password);
  await pressEnter(page);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
