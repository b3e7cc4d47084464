import type { Ctx } from '@/lib/core/context';
import { decrypt, encrypt, sha256 } from '@/lib/core/crypto';
import { fail, invalid } from '@/lib/core/errors';

const KEPT_MS = 24 * 3600_000;
const LOCK_MS = 90_000;
/** Answers that a retry should be able to change. */
const NOT_KEPT = new Set([402, 409, 429]);

export interface Stored {
  status: number;
  type: string;
  body: string;
  /** of a body that the verb read itself */
  digest?: string;
}

const place = (ctx: Ctx, key: string) => [ctx.organizationId, key, 'idempotency_keys.answer'];

/** Takes the key for this request. Returns the stored answer of the first request when there is one. */
export async function claimKey(
  ctx: Ctx,
  key: string,
  endpoint: string,
  request: string,
): Promise<Stored | null> {
  if (key.length > 255 || !/^[\x21-\x7e]+$/.test(key))
    invalid('Idempotency-Key', 'must be 1 to 255 printable characters');
  const requestHash = sha256(`${endpoint}\n${request}`);
  const now = Date.now();
  const fresh = {
    endpoint,
    requestHash,
    status: null,
    answer: null,
    lockedUntil: new Date(now + LOCK_MS),
    createdAt: new Date(now),
    expiresAt: new Date(now + KEPT_MS),
  };
  const made = await ctx.db.idempotencyKey.createMany({
    data: [{ ...fresh, organizationId: ctx.organizationId, key }],
    skipDuplicates: true,
  });
  if (made.count === 1) return null;
  // A key past its day, or whose first request died without an answer, is free again.
  const taken = await ctx.db.idempotencyKey.updateMany({
    where: {
      key,
      OR: [
        { expiresAt: { lt: new Date(now) } },
        { status: null, lockedUntil: { lt: new Date(now) }, requestHash },
      ],
    },
    data: fresh,
  });
  if (taken.count === 1) return null;
  const row = await ctx.db.idempotencyKey.findFirst({ where: { key } });
  if (!row) fail('IDEMPOTENCY_IN_PROGRESS');
  if (row.requestHash !== requestHash) fail('IDEMPOTENCY_KEY_REUSED');
  if (row.status === null || !row.answer) fail('IDEMPOTENCY_IN_PROGRESS');
  return JSON.parse(decrypt(row.answer, place(ctx, key)).toString()) as Stored;
}

/** Keeps the answer, or frees the key when a retry may end differently. */
export async function keepAnswer(ctx: Ctx, key: string, answer: Stored | null): Promise<void> {
  if (!answer || answer.status >= 500 || NOT_KEPT.has(answer.status)) {
    await ctx.db.idempotencyKey.deleteMany({ where: { key, status: null } });
    return;
  }
  await ctx.db.idempotencyKey.updateMany({
    where: { key },
    data: {
      status: answer.status,
      answer: new Uint8Array(encrypt(JSON.stringify(answer), place(ctx, key))),
    },
  });
}
