/** Cards on a page: whole rows of three, two and one. */
export const PAGE_SIZE = 24;

export const filterNames = ['q', 'category', 'pricing', 'featured', 'tag'] as const;

type Params = Pick<URLSearchParams, 'get'>;

/** The API's address of what the page's own query asks for; also the key of its data in SWR. */
export function marketplacePath(params: Params) {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const name of [...filterNames, 'sort']) {
    const value = params.get(name);
    if (value) query.set(name === 'q' ? 'search' : name, value);
  }
  return `/api/v1/packages?${query}`;
}
