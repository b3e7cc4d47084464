import { posix } from 'node:path';
import type { DocPage } from '@/lib/docs/pages';

/**
 * A link as the site has it: `../guides/jobs.md#retries` of a page is `/docs/guides/jobs#retries`.
 * Other addresses stay as they are.
 */
export function hrefOf(url: string, page: Pick<DocPage, 'file'>): string {
  if (/^([a-z]+:|\/|#)/i.test(url)) return url;
  const [path = '', hash = ''] = url.split(/(?=#)/);
  const at = posix.join(posix.dirname(page.file), path);
  const [, section, slug] = /^docs\/([\w-]+)\/([\w-]+)\.md$/.exec(at) ?? [];
  return section && slug ? `/docs/${section}/${slug}${hash}` : `/${at}${hash}`;
}
