import { systemCtx, type TxCtx, transaction } from '@/lib/core/context';

/** Stands for "no organization" where a job has to be written for a user who belongs to none. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** A transaction for what happens before anyone is signed in, in the organization it is about. */
export function withSystemTx<T>(
  organizationId: string | null,
  work: (tx: TxCtx) => Promise<T>,
): Promise<T> {
  return transaction(systemCtx(organizationId ?? NOWHERE, 'accounts'), work);
}

/** The same transaction seen from another organization: what it writes belongs there. */
export function asUser(tx: TxCtx, user: { id: string; email: string }): TxCtx {
  return {
    ...tx,
    actor: { kind: 'user', id: user.id, email: user.email, role: 'member', sessionId: '' },
  };
}
