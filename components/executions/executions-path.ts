export const PAGE_SIZE = 25;

type Params = Pick<URLSearchParams, 'get'>;

/** Midnight of a day in the reader's zone, as an instant; `add` days later. */
function instant(day: string | null, add: number): string | null {
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return null;
  date.setDate(date.getDate() + add);
  // `created_before` is included, and the next day's first moment is not of this day.
  return new Date(date.getTime() - (add ? 1 : 0)).toISOString();
}

export const filterNames = ['agent', 'status', 'kind', 'from', 'to'] as const;

/**
 * The API's address of what the page's own query asks for; also the key of its data in SWR. Days are
 * the reader's, so an address with days can be made in the browser only.
 */
export function executionsPath(params: Params): string {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  const wanted: [string, string | null][] = [
    ['agent_id', params.get('agent')],
    ['status', params.get('status')],
    ['kind', params.get('kind')],
    ['created_after', instant(params.get('from'), 0)],
    ['created_before', instant(params.get('to'), 1)],
  ];
  for (const [name, value] of wanted) if (value) query.set(name, value);
  return `/api/v1/executions?${query}`;
}
