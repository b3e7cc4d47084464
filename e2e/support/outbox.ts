import type { Page } from '@playwright/test';

/** Follows the button of the newest mail to an address, as its reader would, in the outbox page. */
export async function followMail(page: Page, to: string, subject: RegExp, button: string) {
  await page.goto('/outbox');
  // The page asks for new mail by itself.
  const entry = page
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('link')
    .filter({ hasText: to })
    .filter({ hasText: subject });
  await entry.first().click();
  await page.getByRole('heading', { level: 2, name: subject }).waitFor();
  await page.getByText(`To ${to}`).waitFor();
  await page.frameLocator('iframe').getByRole('link', { name: button }).click();
  await page.waitForURL((url) => url.pathname !== '/outbox');
}
