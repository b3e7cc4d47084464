import type { Json } from '../json';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
/** Years 1 to 9999: all that ISO 8601 writes with four digits. */
const LATEST = 253_402_300_799_999;
const EARLIEST = -62_135_596_800_000;

/** Milliseconds since 1970 of an ISO 8601 date (UTC without an offset) or a number; else null. */
export function dateValue(value: Json | undefined): number | null {
  if (typeof value === 'number') return within(value);
  if (typeof value !== 'string') return null;
  const parts = ISO.exec(value.trim());
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as number[];
  const date = new Date(0);
  date.setUTCFullYear(y as number, (mo as number) - 1, d);
  date.setUTCHours(h as number, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)));
  if (date.getUTCMonth() !== (mo as number) - 1 && h !== 24) return null;
  if ((h as number) > 24 || (mi as number) > 59 || (s as number) > 60) return null;
  return within(date.getTime() - offset(zone));
}

export function dateText(ms: number): string {
  return new Date(ms).toISOString();
}

export function isDateUnit(unit: string): boolean {
  return Object.hasOwn(UNITS, unit);
}

export function unitLength(unit: string): number {
  return UNITS[unit] as number;
}

/** Moves a time by `"90m"`, `"-1d"`, `"2 months"`, `"1 year"`. The 31st becomes a month's last day. */
export function shift(ms: number, by: string): number | null {
  const parts = /^([+-]?)\s*(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|h|d|w|months?|years?)$/.exec(
    by.trim(),
  );
  if (!parts) return null;
  const count = Number(parts[2]) * (parts[1] === '-' ? -1 : 1);
  const unit = parts[3] as string;
  if (isDateUnit(unit)) return within(ms + count * unitLength(unit));
  if (!Number.isInteger(count)) return null;
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unit.startsWith('year') ? 12 : 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return within(date.getTime());
}

function within(ms: number): number | null {
  return ms >= EARLIEST && ms <= LATEST ? Math.round(ms) : null;
}

function offset(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}
