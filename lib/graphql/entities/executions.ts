import type { z } from 'zod';
import { isUuid } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scopes';
import {
  type ExecutionFilters,
  ExecutionSchema,
  getExecution,
  LogSchema,
  listExecutionLogs,
  listExecutionSteps,
  listExecutions,
  StepSchema,
} from '@/lib/executions/contract';
import { innerStatuses, presentExecution } from '@/lib/executions/present';
import { executionsByIds, presentLog, presentStep } from '@/lib/executions/store';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { ascending, byParent, place, type RowList } from '@/lib/graphql/entities/row-list';
import { between, equal, oneOf, same } from '@/lib/graphql/store';

export const executions: Entity = {
  name: 'Execution',
  schema: ExecutionSchema,
  scope: getExecution.auth as Scope,
  source: { from: 'executions t', ref: 't.id', tenant: true },
  filters: listExecutions.query as z.ZodType,
  where: (query: ExecutionFilters) => [
    ...same('t.agent_id', query.agent_id, isUuid),
    ...equal('t.kind', query.kind),
    ...equal('t.source', query.source),
    ...same('t.parent_id', query.parent_id, isUuid),
    ...same('t.deployment_id', query.deployment_id, isUuid),
    ...oneOf('t.status', query.status && innerStatuses(query.status)),
    ...between('t.created_at', query.created_after, query.created_before),
  ],
  order: () => NEWEST,
  load: async (ctx, ids) => (await executionsByIds(ctx, ids)).map(presentExecution),
};

export const executionSteps: RowList = {
  name: 'ExecutionStep',
  schema: StepSchema,
  scope: listExecutionSteps.auth as Scope,
  source: { from: 'execution_steps t', ref: 't.index', tenant: true, parent: 't.execution_id' },
  where: () => [],
  order: () => ascending('t.index'),
  async rows({ ctx }, found) {
    const OR = byParent(found, (executionId, refs) => ({
      executionId,
      index: { in: refs.map(Number) },
    }));
    const rows = await ctx.db.executionStep.findMany({ where: { OR } });
    return new Map(rows.map((row) => [place(row.executionId, row.index), presentStep(row)]));
  },
};

export const executionLogs: RowList = {
  name: 'ExecutionLog',
  schema: LogSchema,
  scope: listExecutionLogs.auth as Scope,
  source: { from: 'execution_logs t', ref: 't.id', tenant: true, parent: 't.execution_id' },
  where: () => [],
  order: () => ascending('t.id'),
  async rows({ ctx }, found) {
    const id = { in: found.map(({ ref }) => BigInt(ref)) };
    const rows = await ctx.db.executionLog.findMany({ where: { id } });
    return new Map(rows.map((row) => [place(row.executionId, row.id), presentLog(row)]));
  },
};
