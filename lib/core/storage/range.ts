import type { ByteRange } from '@/lib/core/storage/storage';

/** Bounds a range by the file's size; throws a RangeError when it begins past the end. */
export function boundRange(range: ByteRange, size: number): Required<ByteRange> {
  const end = Math.min(range.end ?? size - 1, size - 1);
  if (range.start < 0 || range.start > end)
    throw new RangeError(
      `The file has ${size} bytes; bytes ${range.start}-${range.end ?? ''} are not in it.`,
    );
  return { start: range.start, end };
}

/**
 * Reads a Range header (RFC 9110). Undefined: send everything, which is also the answer to several ranges and to
 * what can't be understood. 'unsatisfiable': answer 416.
 */
export function parseRange(
  header: string | null,
  size: number,
): Required<ByteRange> | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const range: ByteRange =
    first === ''
      ? { start: Math.max(0, size - Number(last)) }
      : { start: Number(first), end: last === '' ? undefined : Number(last) };
  if (first === '' && Number(last) === 0) return 'unsatisfiable';
  try {
    return boundRange(range, size);
  } catch {
    return 'unsatisfiable';
  }
}
