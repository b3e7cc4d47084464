import type { Locator } from '@playwright/test';

/**
 * Waits until React holds the element: before that a click or typed text reaches nobody. What React
 * replaces meanwhile is looked for again.
 */
export async function hydrated(locator: Locator): Promise<Locator> {
  for (;;) {
    await locator.waitFor();
    const held = await locator.evaluate(async (element) => {
      while (element.isConnected) {
        if (Object.keys(element).some((key) => key.startsWith('__reactProps'))) return true;
        await new Promise((next) => requestAnimationFrame(next));
      }
      return false;
    });
    if (held) return locator;
  }
}
