const UNIT: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PART = /(\d{1,15}(?:\.\d{1,6})?)(ms|s|m|h|d|w)/y;

/** A year: the longest that anything may wait. */
export const MAX_DURATION_MS = 366 * 86_400_000;

/**
 * Milliseconds of `"90s"`, `"1h30m"`, `"1.5d"`, or of a number, which already is milliseconds.
 * Null when it is no duration, negative, or longer than 366 days.
 */
export function parseDuration(value: unknown): number | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 && value <= MAX_DURATION_MS
      ? Math.round(value)
      : null;
  }
  if (typeof value !== 'string' || value.length > 60) return null;
  const text = value.trim().toLowerCase();
  if (/^\d{1,15}$/.test(text)) return parseDuration(Number(text));
  let total = 0;
  PART.lastIndex = 0;
  for (let end = 0; end < text.length; end = PART.lastIndex) {
    const part = PART.exec(text);
    if (!part) return null;
    total += Number(part[1]) * (UNIT[part[2] ?? ''] ?? Number.NaN);
  }
  return text && total <= MAX_DURATION_MS ? Math.round(total) : null;
}

/** The shortest exact spelling: 5400000 is `"1h30m"`. */
export function formatDuration(ms: number): string {
  let rest = Math.round(ms);
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = UNIT[unit] as number;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) text += `${count}${unit}`;
  }
  return text || '0s';
}
