import type { Ctx } from '@/lib/core/context';
import { checkUrl } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { AppError, fail, invalid } from '@/lib/core/errors';
import { allows, type Scope } from '@/lib/core/scopes';
import type { DataOperation } from '@/lib/jobs/data-operations';
import { TaskFailed } from '@/lib/jobs/task';
import { compile } from '@/lib/jobs/tasks/data-compile';
import { isTaskName, TASKS } from '@/lib/jobs/tasks.contract';

/** Checks a payload against its type. Throws VALIDATION_FAILED, FORBIDDEN. */
export async function checkedPayload(
  ctx: Ctx,
  taskType: string,
  given: unknown,
): Promise<{ payload: Record<string, unknown>; retries: number }> {
  if (!isTaskName(taskType)) return unknown(taskType);
  const type: {
    payload: (typeof TASKS)[typeof taskType]['payload'];
    scope?: Scope;
    retries: number;
  } = TASKS[taskType];
  if (type.scope && !allows(ctx.scopes, type.scope))
    fail('FORBIDDEN', `A job of type ${taskType} needs the scope ${type.scope}.`, {
      details: { required_scope: type.scope },
    });
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
