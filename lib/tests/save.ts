import type { z } from 'zod';
import type { TestCase, TestSuite } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { loadExecution } from '@/lib/executions/store';
import type {
  CaseInput,
  CasePatch,
  SuiteInput,
  SuitePatch,
  saveAsTest,
} from '@/lib/tests/contract';
import { jsonOf, wrap } from '@/lib/tests/expected';
import { targetOf } from '@/lib/tests/start';
import { loadCase, loadSuite } from '@/lib/tests/store';

const MOST_SUITES = 1_000;
const MOST_CASES = 1_000;

type Patch = z.output<typeof SuitePatch>;

async function columns(tx: TxCtx, input: Patch) {
  const target = input.target === undefined ? undefined : await checkedTarget(tx, input.target);
  if (input.gate && (await tx.db.agentApp.count({ where: { id: input.gate.agentAppId } })) === 0)
    invalid('gate.agentAppId', 'names an agent app that does not exist');
  return {
    name: input.name,
    description: input.description,
    parallel: input.parallel,
    stopOnFailure: input.stopOnFailure,
    ...(target !== undefined && {
      targetKind: target?.kind ?? null,
      targetId: target?.id ?? null,
    }),
    ...(input.gate !== undefined && {
      gateAppId: input.gate?.agentAppId ?? null,
      gateRequired: input.gate?.required ?? false,
    }),
  };
}

async function checkedTarget(tx: TxCtx, target: Patch['target']) {
  try {
    return await targetOf(tx, target);
  } catch {
    return target?.workflowId
      ? invalid('target.workflowId', 'names a workflow that does not exist')
      : invalid('target.agentId', 'names an agent that does not exist');
  }
}

const deed = (tx: TxCtx, action: string, id: string) =>
  audit(tx, { action, target: { type: 'test_suite', id } });

export function createSuite(ctx: Ctx, input: z.output<typeof SuiteInput>): Promise<TestSuite> {
  return transaction(ctx, async (tx) => {
    if ((await tx.db.testSuite.count()) >= MOST_SUITES)
      fail('CONFLICT', `An organization has at most ${MOST_SUITES} test suites.`);
    const id = newId();
    const suite = await tx.db.testSuite.create({
      data: {
        ...(await columns(tx, input)),
        id,
        organizationId: tx.organizationId,
        name: input.name,
      },
    });
    await tx.db.testCase.createMany({
      data: (input.testCases ?? []).map((one, position) => ({
        id: newId(),
        organizationId: tx.organizationId,
        suiteId: id,
        name: one.name,
        input: jsonOf(one.input),
        expected: wrap(one.expected),
        position,
      })),
    });
    await deed(tx, 'test_suite.created', id);
    return suite;
  });
}

export function updateSuite(ctx: Ctx, id: string, patch: Patch): Promise<TestSuite> {
  return transaction(ctx, async (tx) => {
    await loadSuite(tx, id);
    await deed(tx, 'test_suite.updated', id);
    return tx.db.testSuite.update({ where: { id }, data: await columns(tx, patch) });
  });
}

export function deleteSuite(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await loadSuite(tx, id);
    await deed(tx, 'test_suite.deleted', id);
    await tx.db.testSuite.delete({ where: { id } });
  });
}

type NewCase = z.output<typeof CaseInput> & { executionId?: string };

async function insertCase(tx: TxCtx, suiteId: string, input: NewCase): Promise<TestCase> {
  const position = await tx.db.testCase.count({ where: { suiteId } });
  if (position >= MOST_CASES) fail('CONFLICT', `A suite has at most ${MOST_CASES} cases.`);
  return tx.db.testCase.create({
    data: {
      id: newId(),
      organizationId: tx.organizationId,
      suiteId,
      name: input.name,
      input: jsonOf(input.input),
      expected: wrap(input.expected),
      executionId: input.executionId,
      position,
    },
  });
}

export function createCase(ctx: Ctx, suiteId: string, input: NewCase): Promise<TestCase> {
  return transaction(ctx, async (tx) => {
    await loadSuite(tx, suiteId);
    return insertCase(tx, suiteId, input);
  });
}

export function updateCase(
  ctx: Ctx,
  suiteId: string,
  id: string,
  patch: z.output<typeof CasePatch>,
): Promise<TestCase> {
  return transaction(ctx, async (tx) => {
    await loadCase(tx, suiteId, id);
    return tx.db.testCase.update({
      where: { id },
      data: {
        name: patch.name,
        ...(patch.input !== undefined && { input: jsonOf(patch.input) }),
        ...(patch.expected !== undefined && { expected: wrap(patch.expected) }),
      },
    });
  });
}

export function deleteCase(ctx: Ctx, suiteId: string, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await loadCase(tx, suiteId, id);
    await tx.db.testCase.delete({ where: { id } });
  });
}

type Record = z.output<NonNullable<(typeof saveAsTest)['body']>>;

/** Saves an execution as a case: of the suite named, or of a new one for what was executed. */
export function saveExecution(ctx: Ctx, executionId: string, input: Record): Promise<TestCase> {
  return transaction(ctx, async (tx) => {
    const execution = await loadExecution(tx, executionId);
    const kind = execution.kind === 'workflow' ? 'workflow' : 'agent';
    const name = input.suite ?? `${execution.agentName ?? 'Recorded'} tests`;
    const suite = input.suiteId
      ? await loadSuite(tx, input.suiteId)
      : ((await tx.db.testSuite.findFirst({ where: { name } })) ??
        (await tx.db.testSuite.create({
          data: {
            id: newId(),
            organizationId: tx.organizationId,
            name,
            ...(execution.agentId && { targetKind: kind, targetId: execution.agentId }),
          },
        })));
    const expected = input.expected === undefined ? execution.output : input.expected;
    if (expected === null && input.expected === undefined)
      fail('CONFLICT', 'This execution has no output yet. Say what is expected.');
    await deed(tx, 'test_case.recorded', suite.id);
    return insertCase(tx, suite.id, {
      name: input.name ?? `Recorded ${execution.createdAt.toISOString()}`,
      input: execution.input,
      expected,
      executionId: execution.id,
    });
  });
}
