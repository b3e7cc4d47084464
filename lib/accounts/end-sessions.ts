import type { TxCtx } from '@/lib/core/context';

type Reason = 'logout' | 'password_changed' | 'password_reset' | 'refresh_reused' | 'removed';

/** Ends one session: its access token, cookie and refresh tokens stop working with it. Call `forgetSession` after the commit. */
export async function endSession(tx: TxCtx, sessionId: string, reason: Reason): Promise<boolean> {
  const rows = await tx.sql(
    `update sessions set revoked_at = now(), revoked_reason = $2::text
     where id = $1::uuid and revoked_at is null returning id`,
    sessionId,
    reason,
  );
  return rows.length > 0;
}

/** Ends every session of a user, but `except` when given. */
export async function endSessionsOf(
  tx: TxCtx,
  userId: string,
  reason: Reason,
  except: string | null = null,
): Promise<void> {
  await tx.sql(
    `update sessions set revoked_at = now(), revoked_reason = $2::text
     where user_id = $1::uuid and revoked_at is null and id is distinct from $3::uuid`,
    userId,
    reason,
    except,
  );
}

/**
 * Takes sessions out of an organization (all, or one user's): they go on in another one that the
 * user belongs to, or end.
 */
export async function leaveSessions(tx: TxCtx, userId: string | null = null): Promise<void> {
  await tx.sql(
    `update sessions s set
       organization_id = coalesce(next.id, s.organization_id),
       revoked_at = case when next.id is null then now() end,
       revoked_reason = case when next.id is null then 'removed' end
     from sessions t left join lateral (
       select m.organization_id as id from members m
       where m.user_id = t.user_id and m.organization_id <> $1::uuid
       order by m.joined_at, m.id limit 1) next on true
     where t.id = s.id and s.organization_id = $1::uuid and s.revoked_at is null
       and ($2::uuid is null or s.user_id = $2::uuid)`,
    tx.organizationId,
    userId,
  );
}
