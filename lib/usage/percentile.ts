/**
 * The value below which `share` (0 to 1) of the counted ones lie, in milliseconds. histogram[i] counts answers
 * from 2^(i-1) to 2^i ms (the first from 0 to 1); within a step they are taken as spread evenly.
 */
export function percentile(histogram: readonly number[], share: number): number | null {
  const total = histogram.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let seen = 0;
  for (const [i, count] of histogram.entries()) {
    if (count > 0 && seen + count >= wanted) {
      const from = i === 0 ? 0 : 2 ** (i - 1);
      const value = from + (2 ** i - from) * ((wanted - seen) / count);
      return Math.round(value * 10) / 10;
    }
    seen += count;
  }
  return 2 ** (histogram.length - 1);
}

/** Now against before in percent, with one decimal; from nothing to something is 100. */
export function changeOf(now: number, before: number): number {
  if (before === 0) return now > 0 ? 100 : 0;
  return Math.round(((now - before) / before) * 1000) / 10;
}
