'use client';

import { Square } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { Elapsed } from '@/components/executions/elapsed';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { CodeBlock } from '@/components/ui/code-block';
import { StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { JsonTree } from '@/components/ui/json-tree';
import { Status, StatusShape, toneOf } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';
import { useRun } from '@/components/workflows/run/use-run';
import type { CommandExecution } from '@/lib/executions/contract';

const isOpen = ({ status }: CommandExecution) => status === 'pending' || status === 'running';

/** An execution of a deployment: its workflows as they run, then output and exit code. */
export function ExecutionResult({
  first,
  mayCancel,
  onEnded,
}: {
  first: CommandExecution;
  mayCancel: boolean;
  onEnded: () => void;
}) {
  const [stopping, setStopping] = useState(false);
  const {
    data = first,
    error,
    mutate,
  } = useSWR<CommandExecution>(`/api/executions/${first.id}`, {
    fallbackData: first,
    revalidateOnMount: isOpen(first),
    refreshInterval: (now) => (now && isOpen(now) ? 1_000 : 0),
    onSuccess: (now) => {
      if (isOpen(data) && !isOpen(now)) onEnded();
    },
  });
  const { steps } = useRun(first.id);
  const open = isOpen(data);

  async function cancel() {
    setStopping(true);
    try {
      await api(`/api/v1/executions/${first.id}/cancel`, { method: 'POST' });
      await mutate();
    } catch (cause) {
      toast.error('It was not cancelled', cause);
    }
    setStopping(false);
  }
  const { exit_code: exit, result, output } = data;
  const alone = result && Object.keys(result).join() === 'value' ? result.value : result;
  return (
    <section aria-label="Execution" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span role="status">
          <Status state={data.status} />
        </span>
        <span className="text-muted">
          <Elapsed
            ms={
              data.completed_at ? Date.parse(data.completed_at) - Date.parse(data.started_at) : null
            }
            since={data.started_at}
          />
        </span>
        {exit !== null && (
          <span className={cn('text-sm', exit === 0 ? 'text-muted' : 'text-bad')}>
            Exit code <span className="num">{exit}</span>
          </span>
        )}
        {open && mayCancel && (
          <Button
            className="ms-auto"
            icon={<Square aria-hidden />}
            loading={stopping}
            onClick={cancel}
            size="sm"
            variant="quiet"
          >
            Cancel
          </Button>
        )}
      </div>
      <StaleNote error={error} onRetry={() => mutate()} />
      {steps.length > 0 && (
        <ol aria-label="Workflows" className="flex flex-col gap-1 text-sm">
          {steps.map((step) => (
            <li className="flex items-center gap-2" key={step.key}>
              <StatusShape tone={toneOf(step.status)} />
              <span className="min-w-0 truncate">{step.name ?? step.step}</span>
              <span className="text-faint">{step.status.replaceAll('_', ' ')}</span>
            </li>
          ))}
        </ol>
      )}
      {data.error && (
        <Callout title={data.error.code} tone="bad">
          <span className="break-words">{data.error.message}</span>
        </Callout>
      )}
      {!open &&
        (typeof alone === 'object' && alone !== null ? (
          <JsonTree label="Output" value={alone} />
        ) : (
          !data.error && output !== null && <CodeBlock code={output} title="Output" wrap />
        ))}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link className="text-accent-ink hover:underline" href={`/executions/${data.id}`}>
          Open execution
        </Link>
        <Link className="text-accent-ink hover:underline" href={`/runs/${data.id}`}>
          Open run
        </Link>
      </p>
    </section>
  );
}
