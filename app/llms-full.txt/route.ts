import { apiReference } from '@/lib/api/docs/reference';
import { env } from '@/lib/core/env';
import { llmsFullText } from '@/lib/docs/llms';

export const dynamic = 'force-dynamic';

export const GET = () =>
  new Response(llmsFullText(apiReference().tags, env().baseUrl), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'max-age=60' },
  });
