import { WARN_DAYS } from '@/lib/connectors/credential-store';
import { warnOfExpiry } from '@/lib/connectors/warn';
import { systemCtx } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { log } from '@/lib/core/log';

const USES_KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 500;

/** Warns of every credential that ends within 14 days, and forgets old uses. */
export async function sweepExpiring(now = new Date()): Promise<void> {
  const db = systemDb();
  const soon = new Date(now.getTime() + WARN_DAYS * DAY_MS);
  // What ended long ago was told about long ago, or before there was anyone to tell.
  const expiresAt = { gt: new Date(now.getTime() - 7 * DAY_MS), lte: soon };
  let after: string | undefined;
  for (;;) {
    const rows = await db.credential.findMany({
      where: { expiresAt, ...(after !== undefined && { id: { gt: after } }) },
      select: { id: true, organizationId: true, expiresAt: true, warnedFor: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    for (const row of rows) {
      after = row.id;
      if (row.warnedFor?.getTime() === row.expiresAt?.getTime()) continue;
      // One organization's trouble must not keep the others from their warnings.
      await warnOfExpiry(systemCtx(row.organizationId, 'connectors.sweep'), row.id, now).catch(
        (error) => log().warn({ err: error, credentialId: row.id }, 'warning not sent'),
      );
    }
    if (rows.length < BATCH) break;
  }
  const old = new Date(now.getTime() - USES_KEPT_DAYS * DAY_MS);
  await db.credentialUse.deleteMany({ where: { at: { lt: old } } });
}
