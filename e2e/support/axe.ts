import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing that axe knows against WCAG 2.2 AA, and no sideways scrolling. */
export async function expectAccessible(page: Page) {
  // Legacy mode stays in this page; the other opens a second one, which hangs now and then, for frames
  // of other origins, and we have none.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.html).join(' | ')}`);
  expect(found, page.url()).toEqual([]);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
