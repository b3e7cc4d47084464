import { pool } from '@/lib/core/db/pool';

/**
 * What an organization can spend and what is held, in credits with up to six decimals. Read straight
 * from the wallet: the ledger's room lies to the right of this one.
 */
export async function organizationCredits(
  organizationId: string,
): Promise<{ credits: number; held: number }> {
  const res = await pool().query<{ credits: string; held: string }>(
    `select (posted - held) / 1e6 as credits, held / 1e6 as held
     from ledger_accounts where organization_id = $1 and kind = 'wallet'`,
    [organizationId],
  );
  return { credits: Number(res.rows[0]?.credits ?? 0), held: Number(res.rows[0]?.held ?? 0) };
}
