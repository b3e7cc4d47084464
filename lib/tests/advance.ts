import type { TestResult, TestRun } from '@/generated/prisma/client';
import { loadAgent } from '@/lib/agents/store';
import { type Ctx, makeCtx, type TxCtx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { stableId } from '@/lib/core/stable-id';
import { type CaseStatus, matchExpected, nextCases } from '@/lib/engine/suite';
import { isOpen, outwardStatus } from '@/lib/executions/present';
import { startExecution } from '@/lib/executions/start';
import { jsonOf, unwrap } from '@/lib/tests/expected';
import { endRun } from '@/lib/tests/finish';
import { start } from '@/lib/workflows/start';

/**
 * Judges what has ended of a run, starts its next cases, or ends it. Holds no worker while executions go
 * on: each of their ends calls it again. Safe to call at any time, any number of times.
 */
export async function advance(ctx: Ctx, runId: string): Promise<void> {
  for (;;) {
    const run = await ctx.db.testRun.findUnique({ where: { id: runId } });
    if (run?.status !== 'running') return;
    const more = run.targetKind
      ? await advanceCases(onBehalf(ctx, run), run)
      : await echoCases(ctx, run);
    if (!more) return;
  }
}

const casesOf = (ctx: Ctx, runId: string) =>
  ctx.db.testResult.findMany({ where: { runId }, orderBy: { position: 'asc' } });

const at = (runId: string, position: number) => ({ runId, position });

function judge(ctx: Ctx, row: TestResult, output: unknown, error: string | null) {
  const problem = error ?? matchExpected(unwrap(row.expected), output);
  return ctx.db.testResult.updateMany({
    where: { ...at(row.runId, row.position), status: { in: ['pending', 'running'] } },
    data: {
      status: problem === null ? 'passed' : 'failed',
      output: jsonOf(output),
      problem: problem?.slice(0, 2000),
      startedAt: row.startedAt ?? new Date(),
      completedAt: new Date(),
    },
  });
}

/** Without a target, the output of a case is its input: nothing to wait for. */
async function echoCases(ctx: Ctx, run: TestRun): Promise<boolean> {
  await transaction(ctx, async (tx) => {
    if (!(await locked(tx, run.id))) return;
    const statuses: CaseStatus[] = [];
    const rows = await casesOf(tx, run.id);
    for (const row of rows) statuses.push(row.status as CaseStatus);
    for (const row of rows) {
      if (run.stopOnFailure && statuses.includes('failed')) break;
      if (row.status !== 'pending') continue;
      const problem = matchExpected(unwrap(row.expected), row.input);
      await judge(tx, row, row.input, null);
      statuses[row.position] = problem === null ? 'passed' : 'failed';
    }
    await endRun(tx, run.id);
  });
  return false;
}

/** The run stays as it is until the transaction ends; false when it has ended. */
async function locked(tx: TxCtx, id: string): Promise<boolean> {
  const rows = await tx.sql(
    `SELECT id FROM test_runs WHERE organization_id = $1::uuid AND id = $2::uuid
       AND status = 'running' FOR UPDATE`,
    tx.organizationId,
    id,
  );
  return rows.length > 0;
}

/** One round: judge, choose, start. True when something was judged at once, so that another is due. */
async function advanceCases(ctx: Ctx, run: TestRun): Promise<boolean> {
  await judgeEnded(ctx, run.id);
  const over = await transaction(ctx, async (tx) => {
    if (!(await locked(tx, run.id))) return true;
    const rows = await casesOf(tx, run.id);
    const next = nextCases(
      rows.map((row) => row.status as CaseStatus),
      run,
    );
    if (next === null) await endRun(tx, run.id);
    for (const position of next ?? [])
      await tx.db.testResult.updateMany({
        where: { ...at(run.id, position), status: 'pending' },
        data: {
          status: 'running',
          startedAt: new Date(),
          executionId: stableId(`test:${run.id}:${position}`),
        },
      });
    return next === null;
  });
  if (over) return false;
  const running = (await casesOf(ctx, run.id)).filter((row) => row.status === 'running');
  const started = new Set(
    (
      await ctx.db.execution.findMany({
        where: { id: { in: running.flatMap((row) => row.executionId ?? []) } },
        select: { id: true },
      })
    ).map((row) => row.id),
  );
  let judged = false;
  for (const row of running)
    if (!started.has(row.executionId ?? '')) judged = (await startCase(ctx, run, row)) || judged;
  return judged;
}

/** Starts one case; true when it failed at once. Without credits it waits for them. */
async function startCase(ctx: Ctx, run: TestRun, row: TestResult): Promise<boolean> {
  try {
    if (run.targetKind === 'workflow') {
      await start(ctx, {
        workflowId: run.targetId ?? '',
        input: inputOf(row.input),
        trigger: { type: 'test', testRunId: run.id },
        id: row.executionId ?? undefined,
      });
      return false;
    }
    const agent = await loadAgent(ctx, run.targetId ?? '');
    await startExecution(ctx, {
      agent,
      input: inputOf(row.input),
      source: 'test',
      metadata: { testRunId: run.id, caseId: row.caseId },
      id: row.executionId ?? undefined,
    });
    return false;
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'INSUFFICIENT_CREDITS') return false;
    await judge(ctx, row, null, error.message);
    return true;
  }
}

const inputOf = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? (input as Record<string, unknown>)
    : { message: typeof input === 'string' ? input : JSON.stringify(input ?? null) };

async function judgeEnded(ctx: Ctx, runId: string): Promise<void> {
  const running = (await casesOf(ctx, runId)).filter((row) => row.status === 'running');
  const executions = await ctx.db.execution.findMany({
    where: { id: { in: running.flatMap((row) => row.executionId ?? []) } },
  });
  for (const row of running) {
    const execution = executions.find((one) => one.id === row.executionId);
    if (!execution || isOpen(execution.status)) continue;
    const status = outwardStatus(execution.status);
    const { message } = (execution.error as { message: string } | null) ?? {
      message: `The execution was ${status}.`,
    };
    await judge(ctx, row, execution.output, status === 'completed' ? null : message);
  }
}

/** What the cases of a key's run spend counts against that key's limits. */
function onBehalf(ctx: Ctx, { actorKind, actorId }: TestRun): Ctx {
  if (actorKind !== 'key' || !actorId) return ctx;
  const { organizationId, scopes, requestId, log } = ctx;
  const actor = {
    kind: 'key',
    id: actorId,
    userId: actorId,
    role: 'member',
    name: 'test',
  } as const;
  return makeCtx({ organizationId, scopes, requestId, log, actor });
}
