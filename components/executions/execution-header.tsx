'use client';

import { FlaskConical, RotateCw, Square } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { ExecutionStatus } from '@/components/executions/columns';
import { isOpen } from '@/components/executions/use-live';
import { Button } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { PageHeader } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import type { ExecutionView } from '@/lib/executions/contract';

const SaveAsTest = lazy(() => import('@/components/tests/save-as-test'));

const from: Record<string, string> = {
  api: 'Started over the API or from its page',
  chat: 'Started from a chat',
  playground: 'Started in the playground',
  agent: 'Started by another agent',
  a2a: 'Sent by another agent over A2A',
};

export function ExecutionHeader({
  execution,
  may,
  onChange,
}: {
  execution: ExecutionView;
  may: { cancel: boolean; run: boolean; test: boolean };
  onChange: (next: ExecutionView) => void;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState<'cancel' | 'run' | null>(null);
  const [saving, setSaving] = useState(false);
  const { id, agent_id: agentId } = execution;
  const open = isOpen(execution);

  async function cancel() {
    setBusy('cancel');
    try {
      onChange(await api<ExecutionView>(`/api/v1/executions/${id}/cancel`, { method: 'POST' }));
    } catch (error) {
      toast.error('It was not cancelled', error);
    }
    setBusy(null);
  }

  async function runAgain() {
    setBusy('run');
    // A draft runs in its playground only, so what came from there goes back there.
    const how = execution.source === 'playground' ? 'playground' : 'execute';
    try {
      const next = await api<ExecutionView>(`/api/v1/agents/${agentId}/${how}`, {
        method: 'POST',
        body: { input: execution.input },
      });
      router.push(`/executions/${next.id}`);
    } catch (error) {
      toast.error('It was not started again', error);
      setBusy(null);
    }
  }

  return (
    <>
      <PageHeader
        actions={
          <>
            {may.test && execution.output && (
              <Tooltip label="Expect the same whenever this input comes again">
                <Button icon={<FlaskConical aria-hidden />} onClick={() => setSaving(true)}>
                  Save as test
                </Button>
              </Tooltip>
            )}
            {may.run && agentId && (
              <Tooltip label="The same input, with the agent as it is now">
                <Button icon={<RotateCw aria-hidden />} loading={busy === 'run'} onClick={runAgain}>
                  Run again
                </Button>
              </Tooltip>
            )}
            {may.cancel && open && (
              <Button
                disabled={Boolean(execution.cancel_requested_at)}
                icon={<Square aria-hidden />}
                loading={busy === 'cancel'}
                onClick={cancel}
                variant="quiet"
              >
                Cancel
              </Button>
            )}
          </>
        }
        breadcrumb={[{ label: 'Executions', href: '/executions' }, { label: `…${id.slice(-8)}` }]}
        description={from[execution.source] && `${from[execution.source]}.`}
        status={
          <span role="status">
            <ExecutionStatus execution={execution} />
          </span>
        }
        title={execution.agent_name ?? 'Execution'}
      />
      <Suspense>
        {saving && (
          <SaveAsTest
            agentName={execution.agent_name}
            executionId={id}
            onClose={() => setSaving(false)}
          />
        )}
      </Suspense>
    </>
  );
}
