export const PAGE_SIZE = 25;

export const VIEWS = ['mine', 'all', 'decided'] as const;
export type View = (typeof VIEWS)[number];

type Params = Pick<URLSearchParams, 'get'>;

export const viewOf = (params: Params): View =>
  VIEWS.find((view) => view === params.get('view')) ?? 'mine';

const filters: Record<View, [string, string][]> = {
  mine: [
    ['status', 'pending'],
    ['assignee', 'me'],
  ],
  all: [['status', 'pending']],
  decided: [['status', 'ended']],
};

/** The API's address of one of the three lists; also its key in SWR. */
export function approvalsPath(params: Params): string {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  const query = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: String((page - 1) * PAGE_SIZE),
  });
  for (const [name, value] of filters[viewOf(params)]) query.set(name, value);
  return `/api/v1/approvals?${query}`;
}

/** How many wait for the reader: the badge in the navigation. */
export const MINE = '/api/v1/approvals?limit=1&offset=0&status=pending&assignee=me';
