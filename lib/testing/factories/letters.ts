import { Letter } from '@/lib/accounts/letters';
import { decrypt } from '@/lib/core/crypto';
import { pool } from '@/lib/core/db/pool';

/** The mails that were posted to an address, oldest first, read from the queue. */
export async function lettersTo(email: string): Promise<Letter[]> {
  const res = await pool().query<{ data: { payload: { to: string; sealed: string } } }>(
    `select data from pgboss.job where name = 'accounts.mail' and data->'payload'->>'to' = $1
     order by created_on`,
    [email],
  );
  return res.rows.map(({ data: { payload } }) =>
    Letter.parse(
      JSON.parse(
        decrypt(Buffer.from(payload.sealed, 'base64'), ['accounts', 'mail', payload.to]).toString(),
      ),
    ),
  );
}

/** The token in the newest mail about something. Throws when there is none. */
export async function tokenTo(email: string, about: Letter['about']): Promise<string> {
  const letter = (await lettersTo(email)).findLast((l) => l.about === about);
  if (!letter || !('token' in letter)) throw new Error(`No ${about} mail to ${email}.`);
  return letter.token;
}
