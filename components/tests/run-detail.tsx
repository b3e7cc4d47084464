'use client';

import { RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { May, Run } from '@/components/tests/model';
import { runPath, TESTS } from '@/components/tests/paths';
import { ResultRow } from '@/components/tests/result-row';
import { RunStatus } from '@/components/tests/run-status';
import { useRunSuite } from '@/components/tests/use-run-suite';
import { Button } from '@/components/ui/button';
import { StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { formatNumber } from '@/components/ui/format';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { Stat, StatRow } from '@/components/ui/stat';
import { Duration, Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

/** Results that are drawn at first; a run has a thousand at most. */
const SHOWN = 100;

/** Failures first: they are what one comes for. */
const rank: Record<Run['results'][number]['status'], number> = {
  failed: 0,
  running: 1,
  pending: 2,
  skipped: 3,
  passed: 4,
};

/** One run of a suite with the result of every case, live. */
export function RunDetail({ first, suiteId, may }: { first: Run; suiteId: string; may: May }) {
  const { data, error, mutate } = useSWR<Run>(runPath(first.id), {
    fallbackData: first,
    // SWR asks with nothing at first, and never again when the first answer is the same as what is shown.
    refreshInterval: (run) => ((run ?? first).status === 'running' ? 1_000 : 0),
  });
  const run = data ?? first;
  const open = run.status === 'running';
  const { starting, start } = useRunSuite(suiteId);
  const [cancelling, setCancelling] = useState(false);
  const [most, setMost] = useState(SHOWN);
  const results = open
    ? run.results
    : run.results.toSorted((a, b) => rank[a.status] - rank[b.status]);

  async function cancel() {
    setCancelling(true);
    try {
      await mutate(await api<Run>(`${runPath(run.id)}/cancel`, { method: 'POST' }), {
        revalidate: false,
      });
    } catch (cause) {
      toast.error('It was not cancelled', cause);
    }
    setCancelling(false);
  }

  return (
    <Page>
      <PageHeader
        actions={
          may.write && (
            <>
              {open && (
                <Button icon={<Square aria-hidden />} loading={cancelling} onClick={cancel}>
                  Cancel
                </Button>
              )}
              {!open && may.run && (
                <Button
                  icon={<RotateCw aria-hidden />}
                  loading={starting}
                  onClick={start}
                  variant="primary"
                >
                  Run again
                </Button>
              )}
            </>
          )
        }
        breadcrumb={[
          { label: 'Tests', href: TESTS },
          { label: run.name, href: `${TESTS}/${suiteId}?tab=runs` },
          { label: `…${run.id.slice(-8)}` },
        ]}
        description={
          <>
            Started <Time at={run.created_at} />
          </>
        }
        status={
          <span role="status">
            <RunStatus run={run} />
          </span>
        }
        title={`Run of ${run.name}`}
      />
      <StaleNote error={error} onRetry={() => mutate()} />
      <StatRow>
        <Stat label="Passed" value={formatNumber(run.passedTests)} />
        <Stat label="Failed" value={formatNumber(run.failedTests)} />
        <Stat label="Skipped" value={formatNumber(run.skippedTests)} />
        <Stat
          label="Took"
          value={
            <Duration
              ms={
                run.completed_at ? Date.parse(run.completed_at) - Date.parse(run.created_at) : null
              }
              since={run.created_at}
            />
          }
        />
      </StatRow>
      <Section title="Results">
        <ul className="divide-y rounded-lg border bg-surface">
          {results.slice(0, most).map((result, at) => (
            // A case may stand in a run more than once; its place tells them apart.
            <li className="p-1" key={`${result.id}-${result.status}-${open ? at : ''}`}>
              <ResultRow result={result} />
            </li>
          ))}
        </ul>
        {results.length > most && (
          <Button onClick={() => setMost(most + SHOWN)}>
            Show more of {formatNumber(results.length)}
          </Button>
        )}
      </Section>
    </Page>
  );
}
