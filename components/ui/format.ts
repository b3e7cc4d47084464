/** One locale for numbers, so that server and browser write the same text. */
const locale = 'en-US';
const whole = new Intl.NumberFormat(locale);
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });

export const formatNumber = (value: number) => whole.format(value);
export const formatCompact = (value: number) =>
  Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);

/** Credits with as many decimals as they have, at most six, and at least two below 1,000. */
export function formatCredits(credits: number) {
  const least = Number.isInteger(credits) || Math.abs(credits) >= 1000 ? 0 : 2;
  return credits.toLocaleString(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: Math.abs(credits) >= 1000 ? 2 : 6,
  });
}

/** US dollars; accepts the API's decimal strings. Small costs keep up to six decimals. */
export function formatUsd(dollars: number | string) {
  const value = Number(dollars);
  return value.toLocaleString(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: value !== 0 && Math.abs(value) < 1 ? 6 : 2,
  });
}

/** Milliseconds as people say them: 840 ms, 3.2 s, 4 min 10 s, 2 h 5 min. */
export function formatDuration(ms: number) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (h > 0) return m > 0 ? `${h} h ${m} min` : `${h} h`;
  return s > 0 ? `${m} min ${s} s` : `${m} min`;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

/** "5 min. ago" of an instant as seen at `now`; both are milliseconds since 1970. */
export function formatRelative(at: number, now: number) {
  const seconds = (at - now) / 1000;
  for (const [unit, size] of units) {
    // What is to come a few seconds short of two days is in two days; what was is told as a clock would.
    const round = seconds > 0 ? Math.round : Math.trunc;
    if (Math.abs(seconds) >= size) return relative.format(round(seconds / size), unit);
  }
  return Math.abs(seconds) < 10 ? 'just now' : relative.format(Math.trunc(seconds), 'second');
}

/** "3 problems", "1 problem". */
export const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
