import { isDeepStrictEqual } from 'node:util';

export type Item = Record<string, unknown>;
export interface Field {
  field: string;
  before: unknown;
  after: unknown;
}

/** As a row of the database gives it back: without what is undefined. */
const plain = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value));

/** The fields in which two items differ, whatever the order of their keys; null stands for none. */
export function differing(before: Item, after: Item): Field[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((field) => ({ field, before: plain(before[field]), after: plain(after[field]) }))
    .filter((one) => !isDeepStrictEqual(one.before, one.after));
}
