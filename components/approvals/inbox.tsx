'use client';

import { ArrowLeft } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { useList } from '@/components/agents/use-list';
import { ApprovalCard } from '@/components/approvals/approval-card';
import { ApprovalDetail } from '@/components/approvals/approval-detail';
import { approvalsPath, MINE, PAGE_SIZE, viewOf } from '@/components/approvals/approvals-path';
import { NoApprovals } from '@/components/approvals/no-approvals';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import type { ApprovalView } from '@/lib/approvals/contract';
import type { Paged } from '@/lib/core/page';

const views = [
  { value: 'mine', label: 'Mine' },
  { value: 'all', label: 'All waiting' },
  { value: 'decided', label: 'Decided' },
];

/** What waits, and what is being decided beside it; on a phone one after the other. */
export function Inbox({ first }: { first: { path: string; page: Paged<ApprovalView> } }) {
  const params = useSearchParams();
  const router = useRouter();
  const view = viewOf(params);
  const { mutate: refresh } = useSWRConfig();
  const { data, error, mutate } = useList(approvalsPath(params), first, () => 10_000);
  const asked = params.get('id');
  const rows = data?.data;
  const id = asked ?? rows?.[0]?.id ?? null;
  const row = rows?.find((one) => one.id === id);
  const path = id && !row && data ? `/api/v1/approvals/${id}` : null;
  const single = useSWR<ApprovalView>(path, { refreshInterval: 10_000 });
  const shown = row ?? (single.data?.id === id ? single.data : undefined);

  const go = useCallback(
    (changes: Record<string, string | null>) => {
      const query = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value) query.set(name, value);
        else query.delete(name);
      const text = query.toString();
      router.replace(text ? `/approvals?${text}` : '/approvals', { scroll: false });
    },
    [router],
  );

  const latest = useRef({ rows, id });
  latest.current = { rows, id };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const step = { j: 1, k: -1 }[event.key];
      if (!step || event.metaKey || event.ctrlKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName)) return;
      if (document.querySelector('dialog[open]')) return;
      const { rows: list = [], id: at } = latest.current;
      const next = list[list.findIndex((one) => one.id === at) + step];
      if (next) go({ id: next.id });
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [go]);

  function decided(approval: ApprovalView) {
    void refresh(MINE);
    void refresh(`/api/v1/approvals/${approval.id}`, approval, { revalidate: false });
    // It stays in sight with its decision while the list goes on without it.
    go({ id: approval.id });
    void mutate();
  }

  return (
    <div className="flex flex-col gap-4">
      <Segmented
        className="self-start"
        label="Show"
        onValueChange={(next) => go({ view: next === 'mine' ? null : next, id: null, page: null })}
        options={views}
        value={view}
      />
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : rows?.length === 0 && !shown && !single.isLoading ? (
        <NoApprovals view={view} />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <div className={cn('flex flex-col gap-3', asked && 'max-lg:hidden')}>
            <ul
              aria-label="Approvals"
              className="divide-y overflow-hidden rounded-lg border bg-surface"
            >
              {rows ? (
                rows.map((one) => (
                  <li key={one.id}>
                    <ApprovalCard
                      approval={one}
                      onSelect={() => go({ id: one.id })}
                      selected={one.id === id && (asked ? true : 'beside')}
                    />
                  </li>
                ))
              ) : (
                <li className="p-4">
                  <SkeletonText lines={6} />
                </li>
              )}
              {rows?.length === 0 && (
                <li className="px-4 py-3 text-muted text-sm">Nothing more waits here.</li>
              )}
            </ul>
            <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
          </div>
          <div className={cn('min-w-0', !asked && 'max-lg:hidden')}>
            <Button
              className="mb-4 lg:hidden"
              icon={<ArrowLeft aria-hidden />}
              onClick={() => go({ id: null })}
              size="sm"
              variant="ghost"
            >
              All approvals
            </Button>
            {shown ? (
              <ApprovalDetail approval={shown} onDecided={decided} />
            ) : single.error ? (
              <ErrorState
                error={single.error}
                onRetry={() => single.mutate()}
                title="This approval did not load"
              />
            ) : (
              <Skeleton className="h-96 w-full" />
            )}
          </div>
        </div>
      )}
    </div>
  );
}
