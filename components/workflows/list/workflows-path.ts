import { failure } from '@/components/ui/fetcher';
import type { Summary } from '@/components/workflows/model';
import type { Paged } from '@/lib/core/page';

export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

const offsetOf = (params: Params) =>
  (Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1) - 1) * PAGE_SIZE;

function listPath(path: string, params: Params, names: readonly string[]) {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(offsetOf(params)) });
  for (const name of names) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return `${path}?${query}`;
}

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export const workflowsPath = (params: Params) =>
  listPath('/api/v1/workflows', params, ['q', 'status', 'source']);

export const runsPath = (id: string, params: Params) =>
  `${listPath('/api/v1/workflow-runs', params, ['state'])}&workflow_id=${id}`;

/** The list is a bare array; its total stands in a header. */
export async function fetchWorkflows(path: string): Promise<Paged<Summary>> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok) throw await failure(response);
  const data = (await response.json()) as Summary[];
  const total = Number(response.headers.get('x-total-count')) || data.length;
  return { data, total, limit: PAGE_SIZE, offset: 0 };
}
