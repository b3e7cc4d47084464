import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { hydrated } from './support/hydrated';
import { followMail } from './support/outbox';
import { pressEnter, signIn, signInByForm } from './support/sign-in';

// Long for a busy machine; nothing here waits for a time to pass.
test.describe.configure({ timeout: 180_000 });

const password = 'correct horse battery';
const someone = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.test`;

async function signUp(page: Page, email: string, organization: string) {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByLabel('Organization').fill(organization);
  await pressEnter(page);
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
}

async function confirmAddress(page: Page, email: string) {
  await followMail(page, email, /Confirm your email/, 'Confirm email address');
  await page.getByRole('button', { name: 'Confirm email address' }).click();
  await page.waitForURL(/\/sign-in/);
  await expect(page.getByText('Your email address is confirmed')).toBeVisible();
}

/** A second person's browser, which shares nothing with the first. */
async function another(browser: Browser) {
  const context = await browser.newContext();
  return context.newPage();
}

const status = async (page: Page, key: string) => {
  const { origin } = new URL(page.url());
  const answer = await fetch(`${origin}/api/v1/agents`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  return answer.status;
};

test('an organization begins: sign up, confirm, invite, change a role, make and end a key', async ({
  page,
  browser,
}) => {
  const [ada, grace] = [someone('ada'), someone('grace')];

  await test.step('an unconfirmed address cannot sign in, and is told what to do', async () => {
    await signUp(page, ada, 'Analytical Engines');
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(ada);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await pressEnter(page);
    await expect(page.getByText('Confirm your email address first')).toBeVisible();
    await page.getByRole('button', { name: 'Send a new link' }).click();
    await expect(page.getByText('A new link is on its way')).toBeVisible();
  });

  await test.step('the link confirms the address and the password signs in', async () => {
    await confirmAddress(page, ada);
    await signInByForm(page, { email: ada, password });
    await page.goto('/settings');
    await expect(page).toHaveURL(/\/settings\/profile$/);
    await expect(page.getByText('100 credits').first()).toBeVisible();
  });

  const guest = await another(browser);
  await test.step('a colleague is invited and joins in a browser of their own', async () => {
    await page.goto('/settings/team?invite=1');
    await page.getByRole('textbox', { name: 'Email' }).fill(grace);
    await page.getByRole('radio', { name: 'Viewer' }).check();
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText(grace);

    await followMail(guest, grace, /Join Analytical Engines/, 'Accept invitation');
    await expect(guest.getByText('Ada Lovelace invites you as viewer')).toBeVisible();
    await guest.getByLabel('Your name').fill('Grace Hopper');
    await guest.getByRole('textbox', { name: 'Password' }).fill(password);
    await pressEnter(guest);
    await guest.waitForURL((url) => url.pathname === '/');
    await guest.goto('/settings/team');
    await expect(guest.getByText('You can see the team, not change it')).toBeVisible();
    await expect(guest.getByText('Ask Ada Lovelace.')).toBeVisible();
    await expect(guest.getByRole('button', { name: 'Invite member' })).toHaveCount(0);
  });

  await test.step('a changed role holds for the colleague at once', async () => {
    await page.goto('/settings/team');
    const members = page.getByRole('table', { name: 'Members' });
    await expect(members).toContainText('Grace Hopper');
    await expect(page.getByText('An organization needs at least one owner')).toBeVisible();
    await page.getByLabel('Role of Grace Hopper').selectOption('admin');
    await expect(page.getByText('Grace Hopper is admin now')).toBeVisible();
    await guest.reload();
    await expect(guest.getByRole('button', { name: 'Invite member' })).toBeVisible();
  });

  await test.step('a key is shown once, works, is rotated with grace, and ends when deleted', async () => {
    await page.goto('/settings/api-keys?new=1');
    await page.getByRole('textbox', { name: 'Name' }).fill('Laptop');
    await page.getByRole('radio', { name: 'Read only' }).check();
    await page.getByRole('button', { name: 'Create API key' }).last().click();
    const secret = page.getByRole('textbox', { name: 'Secret' });
    const first = await secret.inputValue();
    expect(first).toMatch(/^fp_/);
    await expect(page.getByText(`Bearer ${first}`)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('You have not copied the secret')).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(secret).toHaveCount(0);
    expect(await status(page, first)).toBe(200);

    const actions = page.getByRole('button', { name: 'Actions for Laptop' });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const second = await secret.inputValue();
    expect(second).not.toBe(first);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText('Rotated')).toBeVisible();
    expect(await status(page, first)).toBe(200);
    expect(await status(page, second)).toBe(200);

    await actions.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByLabel('to confirm').fill('Something else');
    await page.getByRole('button', { name: 'Delete API key' }).click();
    await expect(page.getByText('Type Laptop exactly')).toBeVisible();
    await page.getByLabel('to confirm').fill('Laptop');
    await page.getByRole('button', { name: 'Delete API key' }).click();
    await expect(page.getByText('No API keys yet')).toBeVisible();
    expect(await status(page, first)).toBe(401);
    expect(await status(page, second)).toBe(401);
  });

  await test.step('who leaves has lost everything at once', async () => {
    await guest.getByRole('button', { name: 'Leave the organization' }).click();
    await guest.getByRole('button', { name: 'Leave organization', exact: true }).click();
    await guest.waitForURL((url) => !url.pathname.startsWith('/settings/team'));
    await page.goto('/settings/team');
    await expect(page.getByRole('table', { name: 'Members' })).not.toContainText('Grace');
  });

  await test.step('whoever is signed in already accepts with one click, once', async () => {
    await page.goto('/settings/team?invite=1');
    await page.getByRole('textbox', { name: 'Email' }).fill(grace);
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText(grace);
    // Leaving the last organization ended her session; signing in gives her an empty one.
    await signInByForm(guest, { email: grace, password });
    await followMail(guest, grace, /Join Analytical Engines/, 'Accept invitation');
    await expect(guest.getByText('invites you as member')).toBeVisible();
    const link = guest.url();
    await guest.getByRole('button', { name: 'Join Analytical Engines' }).click();
    await guest.waitForURL((url) => url.pathname === '/');
    await guest.goto('/settings/organization');
    await expect(guest.getByRole('textbox', { name: 'Name' })).toHaveValue('Analytical Engines');
    await guest.goto(link);
    await expect(guest.getByRole('heading', { name: 'This invitation is over' })).toBeVisible();
  });
});

test('signing out ends the session, and signing in leads back to the page that asked', async ({
  page,
}) => {
  const email = someone('lin');
  await signUp(page, email, 'Back and forth');
  await confirmAddress(page, email);
  await page.goto('/settings/team');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fteam$/);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByLabel('Remember me').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  const cookies = await page.context().cookies();
  const cookie = cookies.find(({ name }) => name === 'fleetprompt-session');
  expect(cookie?.httpOnly).toBe(true);
  expect((cookie?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(29 * 86_400);

  await (await hydrated(page.getByRole('button', { name: 'Profile menu' }))).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  // The cookie of before, put back by hand, must be worthless.
  await page.context().addCookies(cookie ? [cookie] : []);
  await page.goto('/settings/team');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('a forgotten password is set anew, once, and the former one is refused', async ({ page }) => {
  const email = someone('edsger');
  const fresh = 'an entirely new phrase';
  await signUp(page, email, 'Forgetful');
  await confirmAddress(page, email);
  await page.goto('/forgot-password');
  await page.getByLabel('Email').fill(email);
  await pressEnter(page);
  await expect(page.getByText(`If ${email} has an account`)).toBeVisible();
  await followMail(page, email, /Set a new password/, 'Set a new password');
  const link = page.url();
  await page.getByRole('textbox', { name: 'New password' }).fill('short');
  await pressEnter(page);
  await expect(page.getByRole('alert').first()).toContainText('must be at least 8 characters');
  await expect(page.getByRole('alert').first()).toBeFocused();
  await page.getByRole('textbox', { name: 'New password' }).fill(fresh);
  await pressEnter(page);
  await expect(page.getByText('Your password was changed')).toBeVisible();
  expect(page.url()).not.toContain('token');

  await page.getByLabel('Email').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await pressEnter(page);
  await expect(page.getByRole('alert').first()).toContainText('password is wrong');
  await expect(page.getByRole('alert').first()).toBeFocused();
  await signInByForm(page, { email, password: fresh });

  await page.goto(link);
  await page.getByRole('textbox', { name: 'New password' }).fill('a second try with it');
  await pressEnter(page);
  await expect(page.getByText('This link does not work any more')).toBeVisible();
});

test('an owner makes another organization, moves there, and deletes it by its name only', async ({
  page,
}) => {
  const email = someone('kay');
  await signUp(page, email, 'First home');
  await confirmAddress(page, email);
  await signIn(page, '/settings/organization', { email, password });
  await page.getByRole('button', { name: 'Create organization' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Second home');
  await dialog.getByRole('button', { name: 'Create organization' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/settings/organization');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveValue('Second home');
  await expect(page.getByRole('button', { name: 'Switch to First home' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete organization' }).click();
  await dialog.getByLabel('to confirm').fill('First home');
  await dialog.getByRole('button', { name: 'Delete organization' }).click();
  await expect(dialog.getByText('Type Second home exactly')).toBeVisible();
  await dialog.getByLabel('to confirm').fill('Second home');
  await dialog.getByRole('button', { name: 'Delete organization' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/settings/organization');
  await expect(name).toHaveValue('First home');
  await expect(page.getByText('Second home')).toHaveCount(0);
});

for (const look of [
  { name: 'a light desk', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'a dark phone', viewport: { width: 375, height: 700 }, colorScheme: 'dark' },
] as const) {
  test.describe(`on ${look.name}`, () => {
    test.use({ viewport: look.viewport, colorScheme: look.colorScheme, reducedMotion: 'reduce' });

    test('the pages before signing in are accessible', async ({ page }) => {
      for (const path of [
        '/sign-in',
        '/sign-up',
        '/verify',
        `/verify?token=${'a'.repeat(43)}`,
        '/forgot-password',
        '/reset-password',
        `/reset-password?token=${'a'.repeat(43)}`,
        '/invite?token=none',
        '/outbox',
      ]) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('Email is required.')).toBeVisible();
      await expectAccessible(page);
    });

    test('the settings and their dialogs are accessible', async ({ page }) => {
      await signIn(page, '/settings/profile');
      for (const path of [
        '/settings/profile',
        '/settings/organization',
        '/settings/organization?new=1',
        '/settings/team',
        '/settings/team?invite=1',
        '/settings/api-keys',
        '/settings/api-keys?new=1',
      ]) {
        await page.goto(path);
        const title = page.getByRole(path.includes('?') ? 'dialog' : 'heading').first();
        await expect(title).toBeVisible();
        await expectAccessible(page);
      }
      await page.getByRole('radio', { name: 'Custom' }).check();
      await expectAccessible(page);
    });
  });
}
