import type { TxCtx } from '@/lib/core/context';

type WelcomeGrant = (tx: TxCtx) => Promise<void>;

const shared = globalThis as { __fpWelcomeGrant?: WelcomeGrant };

/** Credits lie to the right of accounts: the registries hand in their verb here, for the same transaction. */
export function setWelcomeGrant(grant: WelcomeGrant): void {
  shared.__fpWelcomeGrant = grant;
}

export function welcomeGrant(): WelcomeGrant {
  const grant = shared.__fpWelcomeGrant;
  if (!grant) throw new Error('No welcome grant: a registry must call setWelcomeGrant first.');
  return grant;
}
