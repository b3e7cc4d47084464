import type { Ctx } from '@/lib/core/context';
import { checkUrl } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { AppError, fail, invalid } from '@/lib/core/errors';
import { allows, type Scope } from '@/lib/core/scopes';
import { isObject } from '@/lib/engine/json';
import type { DataOperation } from '@/lib/jobs/data-operations';
import { TaskFailed } from '@/lib/jobs/task';
import { compile } from '@/lib/jobs/tasks/data-compile';
import { isTaskName, TASKS } from '@/lib/jobs/tasks.contract';
import { findWorkflow, type WorkflowRow } from '@/lib/workflows/store';

type Find = (reference: string) => Promise<WorkflowRow | null>;

/** Checks a payload against its type. Throws VALIDATION_FAILED, FORBIDDEN. `find` looks a workflow up. */
export async function checkedPayload(
  ctx: Ctx,
  taskType: string,
  given: unknown,
  find: Find = (reference) => findWorkflow(ctx, reference),
): Promise<{ payload: Record<string, unknown>; retries: number }> {
  if (!isTaskName(taskType)) return workflowInput(ctx, taskType, given, find);
  const type: {
    payload: (typeof TASKS)[typeof taskType]['payload'];
    scope?: Scope;
    retries: number;
  } = TASKS[taskType];
  if (type.scope) requireScope(ctx, taskType, type.scope);
  const parsed = type.payload.safeParse(given ?? {});
  if (!parsed.success) {
    const details = Object.fromEntries(
      parsed.error.issues
        .slice(0, 50)
        .map((issue) => [['payload', ...issue.path].join('.'), sentence(issue.message, issue)]),
    );
    throw new AppError('VALIDATION_FAILED', undefined, { details });
  }
  const payload = parsed.data as Record<string, unknown>;
  if (taskType === 'webhook') checkTarget(String(payload.url));
  if (taskType === 'data-processing') checkOperations(payload.operations as DataOperation[]);
  return { payload, retries: type.retries };
}

const sentence = (message: string, issue: { code?: string; input?: unknown }) =>
  issue.code === 'invalid_type' && issue.input === undefined && /undefined/.test(message)
    ? 'is required'
    : message;

/** The name of a published workflow is a type of task too; the payload is its input. */
async function workflowInput(ctx: Ctx, taskType: string, given: unknown, find: Find) {
  const workflow = await find(taskType);
  if (!workflow || workflow.publishedVersion === null) return unknown(taskType);
  requireScope(ctx, taskType, 'workflows:execute');
  if (given !== undefined && !isObject(given)) invalid('payload', 'must be an object');
  return { payload: (given ?? {}) as Record<string, unknown>, retries: 0 };
}

function requireScope(ctx: Ctx, taskType: string, scope: Scope): void {
  if (allows(ctx.scopes, scope)) return;
  fail('FORBIDDEN', `A job of type ${taskType} needs the scope ${scope}.`, {
    details: { required_scope: scope },
  });
}

function unknown(taskType: string): never {
  const known = Object.keys(TASKS).join(' ');
  return invalid('task_type', `"${taskType.slice(0, 100)}" is unknown; must be one of: ${known}`);
}

function checkOperations(operations: readonly DataOperation[]): void {
  try {
    compile(operations);
  } catch (error) {
    if (error instanceof TaskFailed) invalid('payload.operations', error.message);
    throw error;
  }
}

function checkTarget(url: string): void {
  try {
    checkUrl(url);
  } catch (error) {
    if (error instanceof EgressError) invalid('payload.url', error.message.replace(/\.$/, ''));
    throw error;
  }
}
