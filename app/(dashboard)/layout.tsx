import type { ReactNode } from 'react';
import { AccountShell } from '@/components/accounts/account-shell';
import { myOrganizations, readOrganization } from '@/lib/accounts/organizations';
import { readProfile } from '@/lib/accounts/profile';
import { pageCtx } from '@/lib/api/page-context';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const ctx = await pageCtx();
  const [user, current, organizations] = await Promise.all([
    readProfile(ctx),
    readOrganization(ctx),
    myOrganizations(ctx),
  ]);
  return (
    <AccountShell current={current} organizations={organizations} user={user}>
      {children}
    </AccountShell>
  );
}
