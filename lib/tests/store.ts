import type { Prisma, TestCase, TestRun, TestSuite } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { RunBriefView, SuiteFilters, SuiteView } from '@/lib/tests/contract';
import { unwrap } from '@/lib/tests/expected';

/** The suite, or 404: another organization's is answered like one that does not exist. */
export async function loadSuite(ctx: Ctx, id: string): Promise<TestSuite> {
  const row = isUuid(id) ? await ctx.db.testSuite.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such test suite.');
}

export async function loadCase(ctx: Ctx, suiteId: string, id: string): Promise<TestCase> {
  const row = isUuid(id) ? await ctx.db.testCase.findUnique({ where: { id } }) : null;
  return row?.suiteId === suiteId ? row : fail('NOT_FOUND', 'No such test case.');
}

export async function loadRun(ctx: Ctx, id: string): Promise<TestRun> {
  const row = isUuid(id) ? await ctx.db.testRun.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such test run.');
}

export const presentRunBrief = (run: TestRun): RunBriefView => ({
  id: run.id,
  suite_id: run.suiteId,
  name: run.name,
  status: run.status as RunBriefView['status'],
  totalTests: run.total,
  passedTests: run.passed,
  failedTests: run.failed,
  skippedTests: run.skipped,
  created_at: run.createdAt.toISOString(),
  completed_at: run.completedAt?.toISOString() ?? null,
});

export const presentCase = (row: TestCase) => ({
  id: row.id,
  name: row.name,
  input: row.input,
  expected: unwrap(row.expected) ?? null,
  execution_id: row.executionId,
  created_at: row.createdAt.toISOString(),
});

export async function presentSuites(ctx: Ctx, rows: TestSuite[]): Promise<SuiteView[]> {
  const ids = rows.map((row) => row.id);
  const [counts, names, runs] = await Promise.all([
    ctx.db.testCase.groupBy({
      by: ['suiteId'],
      where: { suiteId: { in: ids } },
      _count: { _all: true },
    }),
    targetNames(ctx, rows),
    Promise.all(ids.map((suiteId) => lastRun(ctx, suiteId))),
  ]);
  return rows.map((row, i) => {
    const run = runs[i];
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      target: row.targetKind && {
        agentId: row.targetKind === 'agent' ? row.targetId : null,
        workflowId: row.targetKind === 'workflow' ? row.targetId : null,
        name: names.get(row.targetId ?? '') ?? null,
      },
      parallel: row.parallel,
      stopOnFailure: row.stopOnFailure,
      gate: row.gateAppId && { agentAppId: row.gateAppId, required: row.gateRequired },
      cases: counts.find((one) => one.suiteId === row.id)?._count._all ?? 0,
      last_run: run ? presentRunBrief(run) : null,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    } as SuiteView;
  });
}

/** What the agents and workflows are called that suites are for. */
async function targetNames(ctx: Ctx, rows: TestSuite[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    rows.flatMap(({ targetKind, targetId }) => (targetKind === kind && targetId ? targetId : []));
  const select = { id: true, name: true };
  const found = await Promise.all([
    ctx.db.agent.findMany({ where: { id: { in: idsOf('agent') } }, select }),
    ctx.db.workflow.findMany({ where: { id: { in: idsOf('workflow') } }, select }),
  ]);
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}

export async function presentSuite(ctx: Ctx, row: TestSuite): Promise<SuiteView> {
  const [view] = await presentSuites(ctx, [row]);
  return view as SuiteView;
}

/** The newest run of a suite, ended or not. */
export const lastRun = (ctx: Ctx, suiteId: string, where: Prisma.TestRunWhereInput = {}) =>
  ctx.db.testRun.findFirst({
    where: { suiteId, ...where },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });

const newest = [{ createdAt: 'desc' }, { id: 'desc' }] as const;

export async function findSuites(ctx: Ctx, { limit, offset, ...query }: SuiteFilters) {
  const where: Prisma.TestSuiteWhereInput = {
    name: query.search ? { contains: query.search, mode: 'insensitive' } : undefined,
    AND: [
      query.agent_id ? { targetKind: 'agent', targetId: query.agent_id } : {},
      query.workflow_id ? { targetKind: 'workflow', targetId: query.workflow_id } : {},
    ],
  };
  const [rows, total] = await Promise.all([
    ctx.db.testSuite.findMany({ where, orderBy: [...newest], take: limit, skip: offset }),
    ctx.db.testSuite.count({ where }),
  ]);
  return { data: await presentSuites(ctx, rows), limit, offset, total };
}

export async function findCases(ctx: Ctx, suiteId: string, { limit, offset }: Page) {
  const where = { suiteId };
  const [rows, total] = await Promise.all([
    ctx.db.testCase.findMany({ where, orderBy: [...newest], take: limit, skip: offset }),
    ctx.db.testCase.count({ where }),
  ]);
  return { data: rows.map(presentCase), limit, offset, total };
}

export async function findRuns(ctx: Ctx, suiteId: string, { limit, offset }: Page) {
  const where = { suiteId };
  const [rows, total] = await Promise.all([
    ctx.db.testRun.findMany({ where, orderBy: [...newest], take: limit, skip: offset }),
    ctx.db.testRun.count({ where }),
  ]);
  return { data: rows.map(presentRunBrief), limit, offset, total };
}
