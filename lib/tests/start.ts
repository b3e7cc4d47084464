import type { TestRun } from '@/generated/prisma/client';
import { findAgent } from '@/lib/agents/store';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { allows, type Scope } from '@/lib/core/scopes';
import type { SuiteCase } from '@/lib/engine/suite';
import { enqueue } from '@/lib/queue/enqueue';
import { jsonOf, unwrap, wrap } from '@/lib/tests/expected';
import { advanceRun } from '@/lib/tests/jobs';
import { loadSuite } from '@/lib/tests/store';
import { findWorkflow } from '@/lib/workflows/store';

export interface SuiteRunInput {
  name: string;
  suiteId?: string;
  cases: readonly SuiteCase[];
  parallel: boolean;
  stopOnFailure: boolean;
  /** null: the output of a case is its input */
  target: { kind: 'agent' | 'workflow'; id: string } | null;
  /** a fixed id makes the start happen once */
  id?: string;
}

/** What a client names as target: an agent by id, slug or name, a workflow by id or name. Throws NOT_FOUND. */
export async function targetOf(
  ctx: Ctx,
  given: { agentId?: string; workflowId?: string } | null | undefined,
): Promise<SuiteRunInput['target']> {
  if (given?.workflowId) {
    const workflow = await findWorkflow(ctx, given.workflowId);
    return workflow
      ? { kind: 'workflow', id: workflow.id }
      : fail('NOT_FOUND', 'No such workflow.');
  }
  if (!given?.agentId) return null;
  const agent = await findAgent(ctx, given.agentId);
  return agent ? { kind: 'agent', id: agent.id } : fail('NOT_FOUND', 'No such agent.');
}

/** Writes a run with its cases as they are now, and starts it. */
export async function startRun(tx: TxCtx, input: SuiteRunInput): Promise<TestRun> {
  const id = input.id ?? newId();
  const { organizationId } = tx;
  const scope: Scope = `${input.target?.kind ?? 'agent'}s:execute`;
  if (input.target && !allows(tx.scopes, scope))
    fail('FORBIDDEN', `Running these tests needs the scope ${scope}.`, {
      details: { required_scope: scope },
    });
  const known = input.id && (await tx.db.testRun.findUnique({ where: { id } }));
  if (known) return known;
  const run = await tx.db.testRun.create({
    data: {
      id,
      organizationId,
      suiteId: input.suiteId,
      name: input.name,
      targetKind: input.target?.kind,
      targetId: input.target?.id,
      parallel: input.parallel,
      stopOnFailure: input.stopOnFailure,
      total: input.cases.length,
      actorKind: tx.actor.kind,
      actorId: tx.actor.id,
    },
  });
  await tx.db.testResult.createMany({
    data: input.cases.map((one, position) => ({
      organizationId,
      runId: id,
      position,
      caseId: one.id,
      name: one.name,
      input: jsonOf(one.input),
      expected: wrap(one.expected),
    })),
  });
  await enqueue(tx, advanceRun, { runId: id });
  return run;
}

/** Runs a saved suite with the cases it has now. Throws NOT_FOUND, CONFLICT when it has none. */
export function startSuite(ctx: Ctx, suiteId: string, runId?: string): Promise<TestRun> {
  return transaction(ctx, async (tx) => {
    const suite = await loadSuite(tx, suiteId);
    const rows = await tx.db.testCase.findMany({
      where: { suiteId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    if (rows.length === 0) fail('CONFLICT', 'This suite has no cases yet. Add one first.');
    const { targetKind, targetId } = suite;
    return startRun(tx, {
      id: runId,
      suiteId,
      name: suite.name,
      parallel: suite.parallel,
      stopOnFailure: suite.stopOnFailure,
      target:
        targetKind && targetId ? { kind: targetKind as 'agent' | 'workflow', id: targetId } : null,
      cases: rows.map(({ id, name, input, expected }) => ({
        id,
        name,
        input,
        expected: unwrap(expected),
      })),
    });
  });
}
