'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { Case, Suite } from '@/components/tests/model';
import { TESTS } from '@/components/tests/paths';
import { Combobox } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { Paged } from '@/lib/core/page';

const labels = { name: 'Name of the case', suiteId: 'Suite' };

/** Keeps an execution as a case: its input, and what it gave as what is expected. */
export default function SaveAsTest({
  executionId,
  agentName,
  onClose,
}: {
  executionId: string;
  agentName: string | null;
  onClose: () => void;
}) {
  const router = useRouter();
  const [suite, setSuite] = useState<{ id: string; name: string } | null>(null);
  const search = useCallback(async (text: string, signal: AbortSignal) => {
    const query = new URLSearchParams({ search: text, limit: '20' });
    const { data } = await api<Paged<Suite>>(`/api/v1/test-suites?${query}`, { signal });
    return data.map(({ id, name }) => ({ value: id, label: name }));
  }, []);
  return (
    <FormDialog
      description="Its input becomes the case, and what it gave is what is expected. You can loosen that afterwards."
      labels={labels}
      onOpenChange={(open) => open || onClose()}
      open
      prefix="save-"
      required={['name']}
      send={async ({ name }) => {
        const made = await api<Case & { suite_id: string }>(
          `/api/v1/executions/${executionId}/save-as-test`,
          { method: 'POST', body: { name, suiteId: suite?.id } },
        );
        toast.success(`${name} is a test case`, {
          action: {
            label: 'See the suite',
            onClick: () => router.push(`${TESTS}/${made.suite_id}`),
          },
        });
        onClose();
      }}
      size="sm"
      submit="Save as test"
      title="Save as a test case"
    >
      {(error) => (
        <>
          <Field error={error('name')} id="save-name" label={labels.name}>
            <Input autoComplete="off" maxLength={255} name="name" placeholder="Asks for a refund" />
          </Field>
          <Field
            error={error('suiteId')}
            hint={suite ? undefined : `Without one: “${agentName ?? 'Recorded'} tests”.`}
            id="save-suiteId"
            label={labels.suiteId}
            optional
          >
            <Combobox
              label="Suite"
              onValueChange={(id, { label }) => setSuite({ id, name: label })}
              placeholder="Choose a suite"
              search={search}
              selectedLabel={suite?.name}
              value={suite?.id ?? null}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
