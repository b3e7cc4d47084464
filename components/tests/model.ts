import type { CaseView, RunBriefView, RunView, SuiteView } from '@/lib/tests/contract';

export type Suite = SuiteView;
export type Case = CaseView;
export type Run = RunView;
export type RunBrief = RunBriefView;
export type Result = Run['results'][number];

/** What the reader may do; viewers only look. */
export type May = { write: boolean; run: boolean };

/** What a suite's cases are given to, as a form holds it. */
export type Target = { kind: 'agent' | 'workflow'; id: string; name: string };

export function targetOf(suite: Suite): Target | null {
  const { target } = suite;
  const id = target?.agentId ?? target?.workflowId;
  if (!target || !id) return null;
  const kind = target.agentId ? 'agent' : 'workflow';
  return { kind, id, name: target.name ?? `A deleted ${kind}` };
}

export const hrefOf = ({ kind, id }: Target) => `/${kind}s/${id}`;
