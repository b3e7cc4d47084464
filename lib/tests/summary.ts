import type { TestResult } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { type SuiteSummary, summarize } from '@/lib/engine/suite';
import type { RunView } from '@/lib/tests/contract';
import { unwrap } from '@/lib/tests/expected';
import { loadRun, presentRunBrief } from '@/lib/tests/store';

const resultsOf = (ctx: Ctx, runId: string) =>
  ctx.db.testResult.findMany({ where: { runId }, orderBy: { position: 'asc' } });

const tookMs = ({ startedAt, completedAt }: TestResult) =>
  startedAt && completedAt ? completedAt.getTime() - startedAt.getTime() : null;

/** How a run stands, in CodeAI's words; null when there is no such run. */
export async function summaryOf(
  ctx: Ctx,
  runId: string,
): Promise<{ status: string; summary: SuiteSummary } | null> {
  const run = await ctx.db.testRun.findUnique({ where: { id: runId } });
  if (!run) return null;
  const results = (await resultsOf(ctx, runId)).map((row) => ({
    id: row.caseId,
    name: row.name,
    status: (['passed', 'failed'].includes(row.status) ? row.status : 'skipped') as 'passed',
    output: row.output,
    expected: unwrap(row.expected) ?? null,
    error: row.problem,
    durationMs: tookMs(row),
  }));
  return { status: run.status, summary: summarize(run.name, results) };
}

/** A run with all its results. */
export async function presentRun(ctx: Ctx, id: string): Promise<RunView> {
  const run = await loadRun(ctx, id);
  const results = (await resultsOf(ctx, id)).map((row) => ({
    id: row.caseId,
    name: row.name,
    status: row.status as RunView['results'][number]['status'],
    input: row.input,
    output: row.output,
    expected: unwrap(row.expected) ?? null,
    error: row.problem,
    execution_id: row.executionId,
    durationMs: tookMs(row),
  }));
  return { ...presentRunBrief(run), results };
}
