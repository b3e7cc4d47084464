/**
 * One cell of a CSV file. Spreadsheets run what begins like a formula, so such text gets an apostrophe in front;
 * numbers stay numbers.
 */
export function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s]*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line with its end, as RFC 4180 says. */
export const line = (values: readonly (string | number | null)[]): string =>
  `${values.map(cell).join(',')}\r\n`;
