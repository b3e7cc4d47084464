export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

/** The API's address of what the page's own query asks for; also the key of its data in SWR. */
export function installationsPath(params: Params) {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  const status = params.get('status');
  if (status) query.set('status', status);
  return `/api/v1/installations?${query}`;
}
