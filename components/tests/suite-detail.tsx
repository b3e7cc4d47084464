'use client';

import { Ellipsis, Pencil, Play, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import { deleteWithUndo } from '@/components/agents/delayed-delete';
import { CaseList, type Cases } from '@/components/tests/case-list';
import { hrefOf, type May, type Suite, targetOf } from '@/components/tests/model';
import { suitePath, TESTS } from '@/components/tests/paths';
import { RunList, type Runs } from '@/components/tests/run-list';
import { RunStatus } from '@/components/tests/run-status';
import { useRunSuite } from '@/components/tests/use-run-suite';
import { Button } from '@/components/ui/button';
import { StaleNote } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Menu } from '@/components/ui/menu';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { Tabs } from '@/components/ui/tabs';
import { Time } from '@/components/ui/time';
import { useUrlState } from '@/components/ui/use-url-state';

const SuiteDialog = lazy(() => import('@/components/tests/suite-dialog'));

/** One suite: its cases and its runs. */
export function SuiteDetail({
  first,
  cases,
  runs,
  may,
}: {
  first: Suite;
  cases: Cases | null;
  runs: Runs | null;
  may: May;
}) {
  const router = useRouter();
  const { data, error, mutate } = useSWR<Suite>(suitePath(first.id), { fallbackData: first });
  const suite = data ?? first;
  const [tab, setTab] = useUrlState('tab', 'cases');
  const [editing, setEditing] = useState(false);
  const { starting, start } = useRunSuite(suite.id);
  const refresh = () => void mutate();
  function remove() {
    deleteWithUndo({ id: suite.id, name: suite.name, path: suitePath(suite.id) }, () => {});
    router.push(TESTS);
  }
  return (
    <Page>
      <PageHeader
        actions={
          may.write && (
            <>
              <Button
                disabled={!may.run || suite.cases === 0}
                icon={<Play aria-hidden />}
                loading={starting}
                onClick={start}
                variant="primary"
              >
                Run tests
              </Button>
              <Menu
                align="end"
                groups={[
                  {
                    items: [{ label: 'Edit', icon: <Pencil />, onSelect: () => setEditing(true) }],
                  },
                  {
                    items: [{ label: 'Delete', icon: <Trash2 />, danger: true, onSelect: remove }],
                  },
                ]}
                label="More actions"
                trigger={
                  <IconButton
                    icon={<Ellipsis aria-hidden />}
                    label="More actions"
                    variant="secondary"
                  />
                }
              />
            </>
          )
        }
        breadcrumb={[{ label: 'Tests', href: TESTS }, { label: suite.name }]}
        description={suite.description || undefined}
        status={suite.last_run && <RunStatus run={suite.last_run} />}
        title={suite.name}
      />
      <StaleNote error={error} onRetry={refresh} />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <Tabs
          items={[
            {
              value: 'cases',
              label: 'Cases',
              count: suite.cases,
              content: tab === 'cases' && (
                <CaseList first={cases} may={may} onChange={refresh} suiteId={suite.id} />
              ),
            },
            {
              value: 'runs',
              label: 'Runs',
              content: tab === 'runs' && <RunList first={runs} suiteId={suite.id} />,
            },
          ]}
          label="Cases and runs"
          onValueChange={setTab}
          value={tab}
        />
        <SuiteFacts suite={suite} />
      </div>
      {editing && (
        <Suspense>
          <SuiteDialog
            onClose={() => setEditing(false)}
            onSaved={(next) => {
              void mutate(next, { revalidate: false });
              setEditing(false);
            }}
            suite={suite}
          />
        </Suspense>
      )}
    </Page>
  );
}

function SuiteFacts({ suite }: { suite: Suite }) {
  const target = targetOf(suite);
  return (
    <Section title="How it runs">
      <KeyValues
        items={[
          {
            label: 'Tests',
            value:
              target && suite.target?.name ? (
                <Link
                  className="rounded-sm underline decoration-line underline-offset-2 hover:decoration-current"
                  href={hrefOf(target)}
                >
                  {target.name}
                </Link>
              ) : (
                (target?.name ?? 'Its input')
              ),
          },
          { label: 'Cases', value: suite.parallel ? 'Side by side' : 'One after the other' },
          { label: 'Failure', value: suite.stopOnFailure ? 'Ends the run' : 'The rest goes on' },
          {
            label: 'Gate',
            value: suite.gate ? (
              <Link
                className="rounded-sm underline decoration-line underline-offset-2 hover:decoration-current"
                href={`/apps/${suite.gate.agentAppId}`}
              >
                {suite.gate.required
                  ? 'An app is published only if it passes'
                  : 'Told, not required'}
              </Link>
            ) : (
              'None'
            ),
          },
          { label: 'Changed', value: <Time at={suite.updated_at} /> },
          { label: 'Id', value: <Id value={suite.id} /> },
        ]}
      />
    </Section>
  );
}
