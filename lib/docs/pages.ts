import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { SECTIONS, type SectionSlug } from '@/lib/docs/sections';

/** One page of the docs as its file says it. */
export interface DocPage {
  section: SectionSlug;
  slug: string;
  /** `/docs/guides/workflows` */
  href: string;
  /** `docs/guides/workflows.md` */
  file: string;
  title: string;
  description: string;
  order: number;
  /** fixtures that its examples need when they are tested */
  needs: string[];
  /** Markdown after the front matter */
  body: string;
  /** the line of the file on which `body` begins, from 1 */
  line: number;
}

const FrontMatter = z.strictObject({
  title: z.string().min(1).max(80),
  description: z.string().min(1).max(200),
  order: z.number(),
  needs: z.array(z.string()).default([]),
});

/** Named for the host in next.config.mjs: traced from here, the whole project would be taken along. */
const folder = join(/*turbopackIgnore: true*/ process.cwd(), 'docs');

/** Splits a file into its front matter and its Markdown; throws a sentence when the first is wrong. */
export function readPage(section: SectionSlug, slug: string, text: string): DocPage {
  const file = `docs/${section}/${slug}.md`;
  const [head, yaml] = /^---\n([\s\S]*?)\n---\n+/.exec(text) ?? [];
  if (head === undefined || yaml === undefined)
    throw new Error(`${file} begins without front matter: ---, title, description, order, ---.`);
  const read = FrontMatter.safeParse(parse(yaml));
  if (!read.success) throw new Error(`${file}, front matter: ${z.prettifyError(read.error)}`);
  return {
    ...read.data,
    section,
    slug,
    file,
    href: `/docs/${section}/${slug}`,
    body: text.slice(head.length),
    line: head.split('\n').length,
  };
}

function load(): DocPage[] {
  return SECTIONS.flatMap(({ slug: section }) => {
    let names: string[];
    try {
      names = readdirSync(/*turbopackIgnore: true*/ join(folder, section));
    } catch {
      return [];
    }
    return names
      .filter((name) => name.endsWith('.md'))
      .map((name) => {
        const path = join(folder, section, name);
        const text = readFileSync(/*turbopackIgnore: true*/ path, 'utf8');
        return readPage(section, name.slice(0, -'.md'.length), text);
      })
      .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title));
  });
}

let kept: DocPage[] | undefined;

/** Every page, in the order of the navigation. Read once, except while developing. */
export function docPages(): DocPage[] {
  if (process.env.NODE_ENV === 'development') return load();
  kept ??= load();
  return kept;
}

export const docPage = (section: string, slug: string): DocPage | undefined =>
  docPages().find((page) => page.section === section && page.slug === slug);
