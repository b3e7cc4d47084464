export const PAGE_SIZE = 25;
export const filterNames = ['q', 'valid', 'running'] as const;

/** The API's address of what a page's own query asks for; also the key of its data in SWR. */
export function configsPath(params: Pick<URLSearchParams, 'get'>): string {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) query.set(name === 'q' ? 'search' : name, value);
  }
  return `/api/configs?${query}`;
}
