'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { mutate } from 'swr';
import type { PackageDeployment } from '@/components/deployments/model';
import { CURRENT } from '@/components/shell/current';
import { ApiError, api } from '@/components/ui/fetcher';
import { formatCredits } from '@/components/ui/format';
import { toast } from '@/components/ui/toast';

type Deed = 'cancel' | 'retry' | 'rollback';

const failed: Record<Deed, string> = {
  cancel: 'It was not cancelled',
  retry: 'It was not tried again',
  rollback: 'It did not go back',
};

/** Says what is missing where credits do. */
export function tellDeployFailure(title: string, error: unknown) {
  const body = error instanceof ApiError && error.status === 402 ? error.body : undefined;
  if (!body) return toast.error(title, error);
  const { required, available } = body as { required?: number; available?: number };
  const text =
    required === undefined || available === undefined
      ? 'The balance does not cover it. Top up under Billing.'
      : `It takes ${formatCredits(required)} credits and you have ${formatCredits(available)}. Top up under Billing.`;
  toast.error(title, new Error(text));
}

/** What a click does with a deployment; retry and rollback lead to the new one. */
export function useDeploymentActions(changed: (next: PackageDeployment) => void) {
  const router = useRouter();
  const [busy, setBusy] = useState<Deed | null>(null);
  async function run(deed: Deed, id: string) {
    setBusy(deed);
    try {
      const { deployment } = await api<{ deployment: PackageDeployment }>(
        `/api/deployments/${id}/${deed}`,
        { method: 'POST' },
      );
      if (deed === 'cancel') changed(deployment);
      else router.push(`/deployments/${deployment.id}`);
      void mutate(CURRENT);
    } catch (error) {
      tellDeployFailure(failed[deed], error);
    }
    setBusy(null);
  }
  return { busy, run };
}
