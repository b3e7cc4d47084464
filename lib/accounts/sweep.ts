import { pool } from '@/lib/core/db/pool';

/** Days for which what is over stays visible to whoever looks into an incident. */
const KEPT_DAYS = 30;

/** Removes sessions (with their refresh tokens) and links that ended more than a month ago. */
export async function sweepAccounts(): Promise<void> {
  const before = `now() - interval '${KEPT_DAYS} days'`;
  await pool().query(`delete from sessions where expires_at < ${before} or revoked_at < ${before}`);
  await pool().query(`delete from user_tokens where expires_at < ${before}`);
}
