import type { ApprovalView } from '@/lib/approvals/contract';

/** Who asks, in words: `Workflow refund`. */
export const askerOf = ({ kind, asker }: Pick<ApprovalView, 'kind' | 'asker'>): string => {
  const what = { step: 'Workflow', tool_call: 'Agent', overspend: 'Agent' }[kind];
  return asker ? `${what} ${asker}` : what;
};

/** Whom it waits for: `ada@example.com, admins`. */
export function assigneesOf(assignees: readonly string[]): string {
  if (assignees.length === 0) return 'Owners and admins';
  return assignees
    .map((name) => (name.startsWith('role:') ? `every ${name.slice(5)}` : name))
    .join(', ');
}

/** How far it is: `1 of 2 approved`; null when one is enough. */
export function progressOf({
  quorum,
  decisions,
}: Pick<ApprovalView, 'quorum' | 'decisions'>): string | null {
  if (quorum <= 1) return null;
  return `${decisions.filter((one) => one.decision === 'approved').length} of ${quorum} approved`;
}
