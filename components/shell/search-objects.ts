import type { PaletteObject } from '@/components/shell/palette-actions';
import { api } from '@/components/ui/fetcher';
import type { DocsHit } from '@/lib/docs/contract';

type One = { id: string; name?: string; status?: string; slug?: string };
type Found = { data?: One[]; apps?: One[] } | One[];

async function searchDocs(text: string, signal: AbortSignal): Promise<PaletteObject[]> {
  const query = new URLSearchParams({ q: text.slice(0, 100), limit: '3' });
  const { data } = await api<{ data: DocsHit[] }>(`/api/v1/docs/search?${query}`, { signal });
  return data.map(({ title, heading, kind, href }) => ({
    id: href,
    kind: 'Docs',
    label: kind === 'page' && heading ? `${title}: ${heading}` : title,
    href,
  }));
}

/** The palette's search over the docs and what an organization owns; one that fails does not hide the rest. */
export async function searchObjects(text: string, signal: AbortSignal): Promise<PaletteObject[]> {
  const kinds = [
    { kind: 'Agent', path: '/api/v1/agents', at: '/agents' },
    { kind: 'Workflow', path: '/api/v1/workflows', at: '/workflows' },
    { kind: 'Config', path: '/api/configs', at: '/configs' },
    { kind: 'Skill', path: '/api/v1/skills', at: '/agents/skills' },
    { kind: 'Test suite', path: '/api/v1/test-suites', at: '/agents/tests' },
    { kind: 'App', path: '/api/agent-apps', at: '/apps' },
    { kind: 'Marketplace package', path: '/api/v1/packages', at: '/marketplace' },
  ];
  const query = new URLSearchParams({ search: text, q: text, limit: '5' });
  const answers = await Promise.allSettled([
    ...kinds.map(async ({ kind, path, at }) => {
      const body = await api<Found>(`${path}?${query}`, { signal });
      return (Array.isArray(body) ? body : (body.data ?? body.apps ?? [])).map((one) => ({
        id: one.id,
        kind,
        label: one.name ?? one.id,
        note: one.status ? `${kind}, ${one.status}` : kind,
        href: `${at}/${(at === '/marketplace' && one.slug) || one.id}`,
      }));
    }),
    searchDocs(text, signal),
  ]);
  if (answers.every((answer) => answer.status === 'rejected')) throw new Error('Search failed');
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
