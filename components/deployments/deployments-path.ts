export const PAGE_SIZE = 25;

export const filterNames = ['kind', 'status', 'app'] as const;

type Params = Pick<URLSearchParams, 'get'>;

/** The API's address of what the page's own query asks for; also the key of its data in SWR. */
export function deploymentsPath(params: Params) {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) query.set(name === 'app' ? 'agent_app_id' : name, value);
  }
  return `/api/deployments?${query}`;
}
