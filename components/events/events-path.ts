export const PAGE_SIZE = 50;
/** Days in the chart and the counts when the address names none. */
export const DAYS = 30;

type Params = Pick<URLSearchParams, 'get'>;

export const filterNames = ['type', 'source', 'subject', 'from', 'to'] as const;

const day = (text: string | null) => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null);

/** Days are of UTC, as the statistics count them, so that server and browser ask for the same. */
function period(params: Params): [string, string | null][] {
  const from = day(params.get('from'));
  const to = day(params.get('to'));
  return [
    ['start_time', from && `${from}T00:00:00.000Z`],
    ['end_time', to && `${to}T23:59:59.999Z`],
  ];
}

function query(wanted: [string, string | null][]): URLSearchParams {
  const out = new URLSearchParams();
  for (const [name, value] of wanted) if (value) out.set(name, value);
  return out;
}

const filters = (params: Params): [string, string | null][] => [
  ['type', params.get('type')],
  ['source', params.get('source')],
  ['subject', params.get('subject')],
];

/** The API's address of the page of events that the page's own address asks for; also its key in SWR. */
export function eventsPath(params: Params): string {
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  return `/api/events?${query([
    ['limit', String(PAGE_SIZE)],
    ['offset', String((page - 1) * PAGE_SIZE)],
    ...filters(params),
    ...period(params),
  ])}`;
}

/** Counts for the facets and the chart: of the period and source, whatever the type. `today` is `YYYY-MM-DD`. */
export function statsPath(params: Params, today: string): string {
  const wanted = period(params);
  if (!params.get('from') && !params.get('to')) {
    const first = new Date(Date.parse(today) - (DAYS - 1) * 86_400_000).toISOString();
    wanted[0] = ['start_time', first];
  }
  return `/api/events/stats?${query([['source', params.get('source')], ...wanted])}`;
}

/** An id as if made at that time: the feed after it brings what happened since. */
export function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The live feed from after the newest row; null where new events have no place: other pages, the past. */
export function streamPath(params: Params, after: string | null): string | null {
  const past = day(params.get('to'));
  if (Number(params.get('page') ?? 1) > 1 || past) return null;
  const all = query([...filters(params), ['after', after]]);
  return `/api/v1/events/stream?${all}`;
}
