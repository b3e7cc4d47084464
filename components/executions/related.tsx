import Link from 'next/link';
import { executionColumns } from '@/components/executions/columns';
import { Section } from '@/components/ui/page';
import { Table } from '@/components/ui/table';
import type { ExecutionView } from '@/lib/executions/contract';

/** The execution that started this one, and those that it started. */
export function Related({
  execution,
  list,
  parentName,
}: {
  execution: ExecutionView;
  list: readonly ExecutionView[];
  parentName: string | null;
}) {
  if (!execution.parent_id && list.length === 0) return null;
  return (
    <Section title="Related executions">
      {execution.parent_id && (
        <p className="text-muted text-sm">
          Called by{' '}
          <Link
            className="text-ink underline decoration-line underline-offset-2 hover:decoration-current"
            href={`/executions/${execution.parent_id}`}
          >
            {parentName ?? 'another agent'}{' '}
            <span className="num text-xs">…{execution.parent_id.slice(-8)}</span>
          </Link>
        </p>
      )}
      {list.length > 0 && (
        <Table
          caption="Executions that this one started"
          columns={executionColumns}
          rowHref={(one) => `/executions/${one.id}`}
          rowKey={(one) => one.id}
          rows={list}
        />
      )}
    </Section>
  );
}
