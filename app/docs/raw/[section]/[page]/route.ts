import { apiReference } from '@/lib/api/docs/reference';
import { env } from '@/lib/core/env';
import { docPage } from '@/lib/docs/pages';
import { rawPage } from '@/lib/docs/raw';
import { rawTag } from '@/lib/docs/reference/markdown';

const HEADERS = { 'Content-Type': 'text/markdown; charset=utf-8', 'Cache-Control': 'max-age=60' };

/** A page as Markdown; next.config.mjs brings `/docs/<section>/<page>.md` here. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ section: string; page: string }> },
): Promise<Response> {
  const { section, page: slug } = await params;
  const { baseUrl } = env();
  if (section === 'api') {
    const tag = apiReference().tags.find((one) => one.slug === slug);
    if (tag) return new Response(rawTag(tag, baseUrl), { headers: HEADERS });
  }
  const page = docPage(section, slug);
  if (page) return new Response(rawPage(page, baseUrl), { headers: HEADERS });
  return new Response(`There is no such page. All are listed in ${baseUrl}/llms.txt.\n`, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
