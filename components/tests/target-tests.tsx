'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import type { May, Suite, Target } from '@/components/tests/model';
import { suitesOfPath, TESTS } from '@/components/tests/paths';
import { suiteColumnsOfOne } from '@/components/tests/suite-columns';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Section } from '@/components/ui/page';
import { Table } from '@/components/ui/table';
import type { Paged } from '@/lib/core/page';

const SuiteDialog = lazy(() => import('@/components/tests/suite-dialog'));

/** The test suites of one agent or workflow. */
export function TargetTests({ target, may }: { target: Target; may: May }) {
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const { data, error, mutate } = useSWR<Paged<Suite>>(suitesOfPath(target));
  return (
    <Section
      actions={
        may.write && (
          <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)} size="sm">
            New suite
          </Button>
        )
      }
      title="Tests"
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption={`Test suites of this ${target.kind}`}
          columns={suiteColumnsOfOne}
          empty={
            <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
              No suite tests it yet. Save a good execution as a case, from its page, or write cases
              yourself.
            </p>
          }
          loading={1}
          rowHref={(suite) => `${TESTS}/${suite.id}`}
          rowKey={(suite) => suite.id}
          rows={data?.data}
        />
      )}
      {creating && (
        <Suspense>
          <SuiteDialog
            onClose={() => setCreating(false)}
            onSaved={(suite) => router.push(`${TESTS}/${suite.id}`)}
            target={target}
          />
        </Suspense>
      )}
    </Section>
  );
}
