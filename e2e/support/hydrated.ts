import type { Locator } from '@playwright/test';

/** Waits until React holds the element: before that a click or typed text reaches nobody. */
export async function hydrated(locator: Locator): Promise<Locator> {
  await locator.waitFor();
  await locator.evaluate(async (element) => {
    while (!Object.keys(element).some((key) => key.startsWith('__reactProps')))
      await new Promise((next) => requestAnimationFrame(next));
  });
  return locator;
}
