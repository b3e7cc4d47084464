import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocsPage } from '@/components/docs/page';
import { Prose } from '@/components/docs/prose';
import { env } from '@/lib/core/env';
import { docPage } from '@/lib/docs/pages';
import { renderPage } from '@/lib/docs/render';
import { SECTIONS } from '@/lib/docs/sections';
import { neighbours } from '@/lib/docs/site';

type Props = { params: Promise<{ section: string; page: string }> };

async function find({ params }: Props) {
  const { section, page } = await params;
  return docPage(section, page) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title, description, href } = await find(props);
  const url = `${env().baseUrl}${href}`;
  return {
    title,
    description,
    alternates: { canonical: url, types: { 'text/markdown': `${url}.md` } },
    openGraph: { title, description, url, type: 'article', siteName: 'FleetPrompt docs' },
  };
}

export default async function Page(props: Props) {
  const page = await find(props);
  const { tree, sections } = renderPage(page);
  const section = SECTIONS.find(({ slug }) => slug === page.section)?.title ?? '';
  return (
    <DocsPage
      description={page.description}
      markdown={`${page.href}.md`}
      neighbours={neighbours(page)}
      section={section}
      title={page.title}
      toc={sections}
    >
      <Prose origin={env().baseUrl} tree={tree} />
    </DocsPage>
  );
}
