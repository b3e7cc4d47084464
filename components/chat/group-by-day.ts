const DAY_MS = 86_400_000;
const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Midnight of an instant's day as UTC milliseconds; `offset` is the reader's, in minutes as Date tells it. */
const dayOf = (at: number, offset: number) => Math.floor((at - offset * 60_000) / DAY_MS);

/** "Today", "Yesterday", "Last 7 days", "Last 30 days", then by month. Keeps the order given. */
export function groupByDay<T extends { updated_at: string }>(
  items: readonly T[],
  now: number,
  offset = new Date(now).getTimezoneOffset(),
): { label: string; items: T[] }[] {
  const today = dayOf(now, offset);
  const groups = Map.groupBy(items, (item) => {
    const at = Date.parse(item.updated_at);
    const ago = today - dayOf(at, offset);
    if (ago <= 0) return 'Today';
    if (ago === 1) return 'Yesterday';
    if (ago < 7) return 'Last 7 days';
    if (ago < 30) return 'Last 30 days';
    return month.format(at - offset * 60_000);
  });
  return [...groups].map(([label, of]) => ({ label, items: of }));
}
