export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

const offsetOf = (params: Params) =>
  (Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1) - 1) * PAGE_SIZE;

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export function appsPath(params: Params) {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(offsetOf(params)) });
  const search = params.get('q');
  if (search) query.set('search', search);
  return `/api/agent-apps?${query}`;
}
