'use client';

import type { ReactNode } from 'react';
import useSWR from 'swr';
import { CURRENT } from '@/components/shell/current';
import { Shell } from '@/components/shell/shell';
import { ApiError, fetcher } from '@/components/ui/fetcher';

export type CurrentOrganization = {
  organization: { id: string; name: string; credits: number; held: number };
  role: string;
};

/** The shell with a live balance; a session that ended elsewhere ends here too. */
export function AccountShell({
  user,
  current,
  organizations,
  children,
}: {
  user: { id: string; name: string | null; email: string };
  current: CurrentOrganization;
  organizations: readonly { id: string; name: string }[];
  children: ReactNode;
}) {
  const { data = current } = useSWR<CurrentOrganization>(CURRENT, fetcher, {
    fallbackData: current,
    revalidateOnMount: false,
    refreshInterval: 15_000,
    shouldRetryOnError: false,
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 401) return;
      const { pathname, search } = window.location;
      const next = encodeURIComponent(pathname + search);
      window.location.assign(`/sign-in?notice=ended&next=${next}`);
    },
  });
  const { organization, role } = data;
  return (
    <Shell
      credits={organization.credits}
      held={organization.held}
      organization={organization}
      organizations={organizations.map((one) =>
        one.id === organization.id ? { ...one, name: organization.name } : one,
      )}
      role={role}
      user={user}
    >
      {children}
    </Shell>
  );
}
