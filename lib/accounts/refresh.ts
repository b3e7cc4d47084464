import { forgetSession } from '@/lib/accounts/auth-cache';
import { endSession } from '@/lib/accounts/end-sessions';
import { mintTokens } from '@/lib/accounts/start-session';
import { withSystemTx } from '@/lib/accounts/system-tx';
import type { TxCtx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { fail } from '@/lib/core/errors';

/**
 * Exchanges a refresh token for new tokens of the same session. A token that was used before means that
 * two parties have it: the session ends. Throws UNAUTHENTICATED.
 */
export async function refresh(token: string) {
  const hash = sha256(token);
  const outcome = await withSystemTx(null, async (tx) => {
    const [used] = await tx.sql<{ sessionId: string }>(
      `update refresh_tokens set used_at = now()
       where token_hash = $1::text and used_at is null and expires_at > now()
       returning session_id as "sessionId"`,
      hash,
    );
    return used ? renew(tx, used.sessionId) : endFamily(tx, hash);
  });
  if (outcome.ended) forgetSession(outcome.ended);
  return (
    outcome.tokens ?? fail('UNAUTHENTICATED', 'The refresh token is not valid. Sign in again.')
  );
}

type Outcome = { tokens?: Awaited<ReturnType<typeof mintTokens>>; ended?: string };

/** Reads on the transaction's own connection: a second one from the pool could wait for ever. */
async function renew(tx: TxCtx, sessionId: string): Promise<Outcome> {
  const [session] = await tx.sql<{ userId: string; organizationId: string; expiresAt: Date }>(
    `select s.user_id as "userId", s.organization_id as "organizationId", s.expires_at as "expiresAt"
     from sessions s join members m on m.organization_id = s.organization_id and m.user_id = s.user_id
     where s.id = $1::uuid and s.revoked_at is null and s.expires_at > now()`,
    sessionId,
  );
  if (!session) return {};
  const { userId, organizationId, expiresAt } = session;
  return { tokens: await mintTokens({ ...tx, organizationId }, { userId, sessionId, expiresAt }) };
}

async function endFamily(tx: TxCtx, hash: string): Promise<Outcome> {
  const [reused] = await tx.sql<{ sessionId: string }>(
    `select session_id as "sessionId" from refresh_tokens where token_hash = $1::text and used_at is not null`,
    hash,
  );
  if (!reused || !(await endSession(tx, reused.sessionId, 'refresh_reused'))) return {};
  tx.log.warn(
    { sessionId: reused.sessionId },
    'a refresh token was used twice: the session was ended',
  );
  return { ended: reused.sessionId };
}
