import { isUuid } from '@/lib/core/ids';

/** How a column goes into a cursor and back: as text that PostgreSQL surely takes again. */
const TYPES = {
  uuid: { out: (sql: string) => `${sql}::text`, in: '?::uuid', ok: isUuid },
  time: {
    out: (sql: string) => `extract(epoch FROM ${sql})::text`,
    in: 'to_timestamp(?::float8)',
    ok: (text: string) => /^-?\d{1,11}(\.\d{1,6})?$/.test(text),
  },
  int: {
    out: (sql: string) => `(${sql})::text`,
    in: '?::bigint',
    ok: (text: string) => /^-?\d{1,18}$/.test(text),
  },
  float: {
    out: (sql: string) => `(${sql})::float8::text`,
    in: '?::float8',
    ok: (text: string) => /^-?\d{1,15}(\.\d{1,20})?(e[+-]?\d{1,2})?$/.test(text),
  },
  text: {
    out: (sql: string) => sql,
    in: '?::text',
    ok: (text: string) => text.length <= 1000 && text.isWellFormed() && !text.includes('\0'),
  },
} as const;

export interface Column {
  sql: string;
  type: keyof typeof TYPES;
}

/** What a list is sorted by; the last column tells rows apart, so that no two are equal. */
export interface Order {
  by: readonly Column[];
  descending: boolean;
}

export const asText = ({ sql, type }: Column): string => TYPES[type].out(sql);
export const asPlace = ({ type }: Column): string => TYPES[type].in;

export const encodeCursor = (keys: readonly string[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/** The keys of a cursor of this order; null for anything that is none. */
export function decodeCursor(cursor: string, { by }: Order): string[] | null {
  try {
    const keys = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const good =
      Array.isArray(keys) &&
      keys.length === by.length &&
      by.every(({ type }, i) => typeof keys[i] === 'string' && TYPES[type].ok(keys[i]));
    return good ? (keys as string[]) : null;
  } catch {
    return null;
  }
}
