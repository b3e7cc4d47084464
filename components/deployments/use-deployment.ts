'use client';

import { useEffect, useRef, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { isOpen, type PackageDeployment } from '@/components/deployments/model';
import { CURRENT } from '@/components/shell/current';

const touched = /^\/api\/(deployments\?|agent-apps|v1\/agents)/;

type Answer = { deployment: PackageDeployment };

/**
 * A deployment, live: told by the server at every change, and looked at now and then in case the
 * stream is cut off on its way.
 */
export function useDeployment(id: string, first?: PackageDeployment) {
  const { mutate: mutateAny } = useSWRConfig();
  const [lost, setLost] = useState(false);
  const { data, error, mutate } = useSWR<Answer>(`/api/deployments/${id}`, {
    fallbackData: first && { deployment: first },
    refreshInterval: (answer) => (answer && isOpen(answer.deployment) ? 5_000 : 0),
  });
  const deployment = data?.deployment;
  const open = deployment !== undefined && isOpen(deployment);

  useEffect(() => {
    if (!open) return;
    const source = new EventSource(`/api/deployments/${id}/stream`);
    const show = (event: Event) => {
      setLost(false);
      const answer = JSON.parse((event as MessageEvent<string>).data) as Answer;
      void mutate(answer, { revalidate: false });
    };
    source.addEventListener('deployment', show);
    source.addEventListener('done', (event) => {
      source.close();
      show(event);
    });
    source.addEventListener('error', () => setLost(true));
    return () => source.close();
  }, [id, open, mutate]);

  // What was held is spent or has come back, and lists and agents have changed. A quick deployment has
  // ended before it is first looked at.
  const known = deployment !== undefined;
  const stale = useRef(!first || isOpen(first));
  useEffect(() => {
    if (!known || open || !stale.current) return;
    stale.current = false;
    void mutateAny((key) => key === CURRENT || touched.test(String(key)));
  }, [known, open, mutateAny]);

  return {
    deployment,
    open,
    lost: open && lost,
    error: error as Error | undefined,
    set: (next: PackageDeployment) => void mutate({ deployment: next }, { revalidate: false }),
    refresh: () => void mutate(),
  };
}
