/** Rows on a page of agents and of skills. */
export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

const offsetOf = (params: Params) =>
  (Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1) - 1) * PAGE_SIZE;

function listPath(path: string, params: Params, names: Record<string, string>) {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(offsetOf(params)) });
  for (const [from, to] of Object.entries(names)) {
    const value = params.get(from);
    if (value) query.set(to, value);
  }
  return `${path}?${query}`;
}

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export const agentsPath = (params: Params) =>
  listPath('/api/v1/agents', params, { q: 'search', status: 'status' });

export const skillsPath = (params: Params) => listPath('/api/v1/skills', params, { q: 'search' });
