/** Rows on a page of suites, cases and runs. */
export const PAGE_SIZE = 25;
export const TESTS = '/agents/tests';
const API = '/api/v1/test-suites';

type Params = Pick<URLSearchParams, 'get'>;

function paged(params: Params, names: Record<string, string> = {}): URLSearchParams {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const [from, to] of Object.entries(names)) {
    const value = params.get(from);
    if (value) query.set(to, value);
  }
  return query;
}

/** The API's addresses of what the pages show; also the keys of their data in SWR. */
export const suitesPath = (params: Params) => `${API}?${paged(params, { q: 'search' })}`;
export const suitesOfPath = ({ kind, id }: { kind: 'agent' | 'workflow'; id: string }) =>
  `${API}?limit=10&offset=0&${kind}_id=${id}`;
export const suitePath = (id: string) => `${API}/${id}`;
export const casesPath = (id: string, params: Params) => `${API}/${id}/cases?${paged(params)}`;
export const runsPath = (id: string, params: Params) => `${API}/${id}/runs?${paged(params)}`;
export const runPath = (id: string) => `/api/v1/test-runs/${id}`;
