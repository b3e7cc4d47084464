import { brotliCompressSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { navigation } from '@/components/shell/navigation';
import { signIn } from '@/e2e/support/sign-in';

/** Bytes of compressed JavaScript that a page's document asks for; what it loads later does not count. */
async function firstLoad(page: Page, path: string): Promise<number> {
  const html = await (await page.request.get(path)).text();
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)];
  const urls = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, url]) => url));
  expect(urls.size, path).toBeGreaterThan(3);
  let bytes = 0;
  for (const url of urls) {
    const script = await page.request.get(url as string);
    bytes += brotliCompressSync(await script.body()).length;
  }
  return bytes;
}

test('every page starts with less than 150 KiB of compressed JavaScript', async ({ page }) => {
  test.setTimeout(180_000);
  const paths = [
    '/sign-in',
    '/sign-up',
    '/docs',
    '/docs/guides/workflows',
    '/docs/api/workflows',
    '/graphql',
  ];
  const tooMuch: string[] = [];
  const look = async (path: string) => {
    const bytes = await firstLoad(page, path);
    if (bytes > 150 * 1024) tooMuch.push(`${path}: ${(bytes / 1024).toFixed(1)} KiB`);
  };
  for (const path of paths) await look(path);
  await signIn(page);
  for (const { items } of navigation) for (const { href } of items) await look(href);
  expect(tooMuch).toEqual([]);
});
