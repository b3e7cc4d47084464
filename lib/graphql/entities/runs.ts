import type { z } from 'zod';
import { isUuid } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scopes';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { ascending, byParent, place, type RowList } from '@/lib/graphql/entities/row-list';
import type { View } from '@/lib/graphql/schema/output';
import { between, equal, oneOf, piece, same } from '@/lib/graphql/store';
import { presentEvent } from '@/lib/workflows/postgres/describe';
import {
  getWorkflowRun,
  getWorkflowRunHistory,
  listWorkflowRunSteps,
} from '@/lib/workflows/run-control.contract';
import { pinnedPlans, presentStep } from '@/lib/workflows/run-steps';
import { hostFilter, runsByIds } from '@/lib/workflows/runs';
import {
  HistoryEventSchema,
  listWorkflowRuns,
  type RunFilters,
  RunStepSchema,
  WorkflowRunSchema,
} from '@/lib/workflows/runs.contract';

export const workflowRuns: Entity = {
  name: 'WorkflowRun',
  schema: WorkflowRunSchema,
  scope: getWorkflowRun.auth as Scope,
  source: { from: 'workflow_runs t', ref: 't.id', tenant: true },
  filters: listWorkflowRuns.query as z.ZodType,
  where: (query: z.output<typeof RunFilters>) => {
    const filter = hostFilter(query);
    return [
      ...same('t.workflow_id', filter.workflowId, isUuid),
      ...same('t.parent_run_id', filter.parentRunId, isUuid),
      ...equal('t.workflow_type', filter.workflowType),
      ...oneOf('t.status', filter.statuses),
      ...between('t.created_at', filter.createdAfter, filter.createdBefore),
    ];
  },
  order: () => NEWEST,
  load: runsByIds,
};

export const runSteps: RowList = {
  name: 'WorkflowRunStep',
  schema: RunStepSchema,
  scope: listWorkflowRunSteps.auth as Scope,
  source: { from: 'workflow_steps t', ref: 't.key', tenant: true, parent: 't.run_id' },
  where: () => [piece('t.step IS NOT NULL')],
  order: () => ({
    by: [
      // What has not begun comes last.
      { sql: `coalesce(t.started_at, '5000-01-01Z'::timestamptz)`, type: 'time' },
      { sql: 't.key', type: 'text' },
    ],
    descending: false,
  }),
  async rows({ ctx }, found) {
    const OR = byParent(found, (runId, refs) => ({ runId, key: { in: refs } }));
    const [rows, plans] = await Promise.all([
      ctx.db.workflowStep.findMany({ where: { OR } }),
      pinnedPlans(ctx, [...new Set(found.map(({ parent }) => parent))]),
    ]);
    return new Map(
      rows.map((row) => [
        place(row.runId, row.key),
        presentStep(row, plans.get(row.runId) ?? null),
      ]),
    );
  },
};

export const runHistory: RowList = {
  name: 'WorkflowHistoryEvent',
  schema: HistoryEventSchema,
  scope: getWorkflowRunHistory.auth as Scope,
  source: { from: 'workflow_history t', ref: 't.event_id', tenant: true, parent: 't.run_id' },
  where: () => [],
  order: () => ascending('t.event_id'),
  async rows({ ctx }, found) {
    const OR = byParent(found, (runId, refs) => ({ runId, eventId: { in: refs.map(Number) } }));
    const rows = await ctx.db.workflowHistory.findMany({ where: { OR } });
    return new Map(
      rows.map((row) => [place(row.runId, row.eventId), presentEvent(row) as unknown as View]),
    );
  },
};
