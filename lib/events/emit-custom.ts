import type { TxCtx } from '@/lib/core/context';
import { AppError, invalid } from '@/lib/core/errors';
import { CUSTOM_NAME_RULE, isCustomName } from '@/lib/events/custom.contract';
import { write } from '@/lib/events/emit';

const MAX_DATA = 64 * 1024;
const MAX_METADATA = 8 * 1024;
const MAX_DEPTH = 32;
const MAX_SOURCE = 100;

/**
 * Writes an event of the organization's own (`order.created`): a workflow's `emit` step, or POST /api/v1/events.
 * Data takes at most 64 KiB of JSON, metadata 8 KiB, both 32 levels. Throws VALIDATION_FAILED. Returns its id.
 */
export async function emitCustom(
  tx: TxCtx,
  type: string,
  data: Record<string, unknown>,
  {
    source = 'custom',
    metadata = {},
  }: { source?: string; metadata?: Record<string, unknown> } = {},
): Promise<string> {
  if (!isCustomName(type)) invalid('type', CUSTOM_NAME_RULE);
  check('data', data, MAX_DATA);
  check('metadata', metadata, MAX_METADATA);
  return write(tx, { type, source: source.slice(0, MAX_SOURCE), data, metadata });
}

function check(field: string, value: Record<string, unknown>, most: number): void {
  storable(field, value, 0);
  if (Buffer.byteLength(JSON.stringify(value)) > most)
    throw new AppError('PAYLOAD_TOO_LARGE', `"${field}" takes at most ${most / 1024} KiB of JSON.`);
}

/** PostgreSQL's JSON holds no NUL and no half of a surrogate pair. */
function storable(field: string, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) invalid(field, `must be at most ${MAX_DEPTH} levels deep`);
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    invalid(field, 'must not hold NUL characters or broken Unicode');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    storable(field, key, depth);
    storable(field, inner, depth + 1);
  }
}
