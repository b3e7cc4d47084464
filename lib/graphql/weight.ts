import { AppError } from '@/lib/core/errors';
import type { GraphContext } from '@/lib/graphql/context';

/** Bytes that one answer may hold, roughly: the text and JSON in it. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** Counts a value that may be large, and refuses what would make the answer too large. */
export function weigh<T>(context: GraphContext, value: T): T {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value;
  context.bytes += sizeOf(value);
  if (context.bytes <= MOST_BYTES) return value;
  throw new AppError(
    'PAYLOAD_TOO_LARGE',
    'The answer would be larger than 20 MiB. Ask for fewer rows or fields.',
  );
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 5;
  let sum = 2;
  for (const [key, inner] of Object.entries(value)) sum += key.length + 4 + sizeOf(inner);
  return sum;
}
