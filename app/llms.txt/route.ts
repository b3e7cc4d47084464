import { apiReference } from '@/lib/api/docs/reference';
import { env } from '@/lib/core/env';
import { llmsText } from '@/lib/docs/llms';

export const dynamic = 'force-dynamic';

export const GET = () =>
  new Response(llmsText(apiReference().tags, env().baseUrl), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'max-age=60' },
  });
