'use client';

import Link from 'next/link';
import { Due } from '@/components/approvals/approval-card';
import { DecideForm } from '@/components/approvals/decide-form';
import { askerOf, assigneesOf, progressOf } from '@/components/approvals/words';
import { Callout } from '@/components/ui/callout';
import { Id } from '@/components/ui/id';
import { JsonTree } from '@/components/ui/json-tree';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { ApprovalView } from '@/lib/approvals/contract';

const link = 'text-accent-ink hover:underline';

const NOT_YOURS: Record<string, string> = {
  pending: 'You are not asked, or have decided already. Owners and admins can always decide.',
  approved: 'What waited has gone on.',
  rejected: 'What waited was told so.',
  expired: 'Nobody decided in time.',
  withdrawn:
    'What waited has ended another way: the run was cancelled, or went on without an answer.',
};

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Everything that helps to decide, and the decision. */
export function ApprovalDetail({
  approval,
  onDecided,
}: {
  approval: ApprovalView;
  onDecided: (approval: ApprovalView) => void;
}) {
  const runPage = approval.execution_id ?? approval.run_id;
  return (
    <article aria-labelledby="approval-title" className="flex min-w-0 flex-col gap-6">
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="min-w-0 break-words font-strong text-lg" id="approval-title">
            {approval.title}
          </h2>
          {approval.status !== 'pending' && <Status state={approval.status} />}
        </div>
        {approval.description && (
          <p className="max-w-form whitespace-pre-line text-muted">{approval.description}</p>
        )}
      </header>
      <KeyValues
        items={[
          {
            label: 'Asked by',
            value: approval.workflow_id ? (
              <Link className={link} href={`/workflows/${approval.workflow_id}`}>
                {askerOf(approval)}
              </Link>
            ) : (
              askerOf(approval)
            ),
          },
          {
            label: 'Run',
            value: runPage && (
              <span className="flex flex-wrap items-center gap-x-3">
                <Link className={link} href={`/executions/${runPage}`}>
                  See the run
                </Link>
                <Id short value={runPage} />
              </span>
            ),
          },
          { label: 'Asked', value: <Time at={approval.created_at} exact /> },
          {
            label: 'Due',
            value: approval.due_at ? (
              <span className="flex flex-wrap items-center gap-x-3">
                <Time at={approval.due_at} exact />
                {approval.status === 'pending' && <Due at={approval.due_at} />}
              </span>
            ) : (
              'No deadline'
            ),
          },
          { label: 'Who decides', value: assigneesOf(approval.assignees) },
          ...(approval.quorum > 1 ? [{ label: 'Needed', value: progressOf(approval) }] : []),
        ]}
      />
      {!isEmpty(approval.data) && (
        <Section title="What it is about">
          <JsonTree label="What it is about" value={approval.data} />
        </Section>
      )}
      {approval.decisions.length > 0 && (
        <Section title="Decisions">
          <ol className="flex flex-col gap-3">
            {approval.decisions.map((one) => (
              <li className="flex flex-col gap-2 rounded-lg border p-3 text-sm" key={one.by}>
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <Status state={one.decision} />
                  <span className="min-w-0 break-all">{one.by}</span>
                  <Time at={one.at} className="text-faint" />
                </span>
                {one.comment && <p className="whitespace-pre-line break-words">{one.comment}</p>}
                {!isEmpty(one.data) && <JsonTree label="What was filled in" value={one.data} />}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {approval.can_decide ? (
        <Section title="Your decision">
          <DecideForm approval={approval} key={approval.id} onDecided={onDecided} />
        </Section>
      ) : (
        <Callout tone="idle">{NOT_YOURS[approval.status]}</Callout>
      )}
    </article>
  );
}
