export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

function listPath(path: string, params: Params, filters: Record<string, string>) {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const [name, field] of Object.entries(filters)) {
    const value = params.get(name);
    if (value) query.set(field, value.slice(0, 200));
  }
  return `${path}?${query}`;
}

/** The API's address of what the page's own query asks for; also the key of its data in SWR. */
export const connectorsPath = (params: Params) =>
  listPath('/api/v1/connectors', params, { q: 'search', type: 'type' });

export const credentialsPath = (params: Params) =>
  listPath('/api/v1/credentials', params, { q: 'search', type: 'provider' });

export const tabOf = (params: Params) =>
  params.get('tab') === 'credentials' ? 'credentials' : 'connectors';
