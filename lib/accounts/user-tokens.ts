import type { TxCtx } from '@/lib/core/context';
import { randomToken, sha256 } from '@/lib/core/crypto';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

type Kind = 'verify_email' | 'reset_password';

const HOURS: Record<Kind, number> = { verify_email: 24, reset_password: 1 };

/** A new link for a user; only its SHA-256 is kept. */
export async function issueUserToken(tx: TxCtx, userId: string, kind: Kind): Promise<string> {
  const token = randomToken();
  await tx.sql(
    `insert into user_tokens (id, user_id, kind, token_hash, expires_at)
     values ($1::uuid, $2::uuid, $3::text, $4::text, now() + $5::int * interval '1 hour')`,
    newId(),
    userId,
    kind,
    sha256(token),
    HOURS[kind],
  );
  return token;
}

/**
 * Uses a link up, and every other link of that kind with it: one conditional statement, so that of two
 * at once one wins. Throws TOKEN_INVALID when it is unknown, used or over.
 */
export async function useToken(tx: TxCtx, token: string, kind: Kind): Promise<string> {
  const rows = await tx.sql<{ userId: string }>(
    `update user_tokens set used_at = now()
     where token_hash = $1::text and kind = $2::text and used_at is null and expires_at > now()
     returning user_id as "userId"`,
    sha256(token),
    kind,
  );
  const userId = rows[0]?.userId ?? fail('TOKEN_INVALID');
  await tx.sql(
    `update user_tokens set used_at = now() where user_id = $1::uuid and kind = $2::text and used_at is null`,
    userId,
    kind,
  );
  return userId;
}
