export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

function listPath(path: string, params: Params, names: readonly string[]) {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const name of names) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return `${path}?${query}`;
}

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export const webhooksPath = (params: Params) => listPath('/api/v1/webhooks', params, ['active']);

export const deliveriesPath = (id: string, params: Params) =>
  listPath(`/api/webhooks/${id}/deliveries`, params, ['status', 'event_type']);
