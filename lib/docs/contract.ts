import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

export const DocsHit = z
  .object({
    title: z.string().meta({ description: 'Of the page, or what the operation does.' }),
    heading: z.string().meta({ description: 'Within the page; empty for the page itself.' }),
    section: z.string().meta({ description: 'Where it belongs: Guides, API reference.' }),
    kind: z.enum(['page', 'operation']),
    href: z.string().meta({ description: 'Path and anchor on this server.' }),
    excerpt: z.string(),
  })
  .meta({ id: 'DocsHit' });

export type DocsHit = z.infer<typeof DocsHit>;

export const searchDocs = endpoint({
  id: 'searchDocs',
  method: 'GET',
  path: '/api/v1/docs/search',
  auth: 'public',
  // Asked at every key, from memory.
  limit: 'none',
  tag: 'Documentation',
  summary: 'Search the documentation',
  description: 'Pages, their headings and the operations of the API, the nearest first.',
  query: z.object({
    q: z.string().max(100).default('').meta({ description: 'What to look for.' }),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  responses: { 200: z.object({ data: z.array(DocsHit), total: z.int() }) },
});
