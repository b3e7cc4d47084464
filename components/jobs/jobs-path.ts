export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

function pageOf(params: Params, name = 'page'): URLSearchParams {
  const page = Math.max(1, Number.parseInt(params.get(name) ?? '1', 10) || 1);
  return new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
}

export const filterNames = ['status', 'task_type', 'queue'];

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export function jobsPath(params: Params): string {
  const query = pageOf(params);
  query.set('recurring', 'false');
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return `/api/jobs?${query}`;
}

export function recurringPath(params: Params): string {
  const query = pageOf(params);
  query.set('recurring', 'true');
  return `/api/jobs?${query}`;
}

export const runsPath = (id: string, params: Params) => `/api/jobs/${id}/runs?${pageOf(params)}`;

export const QUEUES = '/api/jobs/queues';
