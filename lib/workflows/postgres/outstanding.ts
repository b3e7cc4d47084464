import { isObject } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { hasEnded, type RunState } from '@/lib/engine/state';
import { kindOf } from '@/lib/engine/step-types';
import type { KeptStep } from '@/lib/workflows/postgres/claim';
import type { ToDo } from '@/lib/workflows/postgres/interpret';

/** What the state says is being worked on and nobody else has: to be done again by whoever takes the run. */
export function outstanding(plan: Plan, state: RunState, steps: readonly KeptStep[]): ToDo[] {
  if (hasEnded(state)) return [];
  const kept = new Map(steps.map((it) => [it.key, it]));
  const found: ToDo[] = [];
  for (const [key, { step: id, status, attempt }] of Object.entries(state.instances)) {
    const step = plan.steps[id];
    const row = kept.get(key);
    if (!step || !row || !['scheduled', 'started', 'waiting'].includes(status)) continue;
    // What an execution, a run or a job works on answers by itself.
    if (row.workId !== null && row.attempt === attempt) continue;
    const to = { key, stepId: id, attempt };
    const { type, options, timeoutMs } = step;
    const input = row.input ?? null;
    const detach = options.mode === 'detach' || (type === 'job' && options.mode !== 'wait');
    const mode = detach ? 'detach' : 'wait';
    if (kindOf(type) === 'activity') {
      const secrets = row.secrets ?? [];
      found.push({
        type: 'ScheduleStep',
        ...to,
        stepType: type,
        input,
        secrets,
        options,
        timeoutMs,
      });
    } else if (type === 'workflow') {
      const config = isObject(input) ? input : {};
      const workflowId = String(config.workflowId);
      found.push({ type: 'StartChild', ...to, workflowId, input: config.input ?? {}, mode });
    } else if (type === 'job') found.push({ type: 'StartJob', ...to, input, mode });
  }
  return found;
}
