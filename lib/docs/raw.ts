import { SHOWN_ORIGIN } from '@/lib/docs/highlight';
import { hrefOf } from '@/lib/docs/links';
import type { DocPage } from '@/lib/docs/pages';

const LINK = /(\]\()([^)\s]+)(\))/g;
const FENCE = /(^```[\s\S]*?^```[^\n]*$)/m;

/** A page as Markdown for programs: with a title, whole addresses, and the origin of this server. */
export function rawPage(page: DocPage, origin: string): string {
  const body = page.body
    .split(FENCE)
    .map((part, i) => {
      if (i % 2 === 1) return part.replace(/^(```\w*).*$/m, '$1');
      return part.replace(LINK, (_, open: string, url: string, close: string) => {
        const href = hrefOf(url, page);
        const [path = '', hash = ''] = href.split(/(?=#)/);
        const whole = /^\/docs\/[\w-]+\/[\w-]+$/.test(path) ? `${origin}${path}.md${hash}` : href;
        return `${open}${whole.startsWith('/') ? `${origin}${whole}` : whole}${close}`;
      });
    })
    .join('')
    .replaceAll(SHOWN_ORIGIN, origin);
  return `# ${page.title}\n\n${page.description}\n\n${body}`;
}
