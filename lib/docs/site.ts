import { slugOf } from '@/lib/docs/markdown';
import { type DocPage, docPages } from '@/lib/docs/pages';
import { SECTIONS } from '@/lib/docs/sections';

interface Listed {
  title: string;
  folded?: boolean;
  pages: { href: string; title: string }[];
}

/** The navigation: the sections with their pages, and the API by tags before the last of them. */
export function siteMap(tags: readonly string[]): Listed[] {
  const pages = docPages();
  const listed: Listed[] = SECTIONS.map(({ slug, title }) => ({
    title,
    pages: pages
      .filter(({ section }) => section === slug)
      .map(({ href, title }) => ({ href, title })),
  })).filter((section) => section.pages.length > 0);
  const api: Listed = {
    title: 'API reference',
    folded: true,
    pages: [
      { href: '/docs/api', title: 'Overview' },
      ...tags.map((name) => ({ href: `/docs/api/${slugOf(name)}`, title: name })),
    ],
  };
  const operate = listed.findIndex(({ title }) => title === 'Operate');
  listed.splice(operate < 0 ? listed.length : operate, 0, api);
  return listed;
}

/** The pages before and after one in reading order. */
export function neighbours(page: DocPage): { before?: DocPage; after?: DocPage } {
  const pages = docPages();
  const at = pages.findIndex(({ href }) => href === page.href);
  return { before: pages[at - 1], after: pages[at + 1] };
}
