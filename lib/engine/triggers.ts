import { ExpressionError, type Node } from './expression/ast';
import { evaluate } from './expression/evaluate';
import { truthy } from './expression/values';
import { canonicalJson, type Json, own } from './json';
import type { Plan } from './plan';

export type HappenedEvent = { type: string; data: Json; source?: string; metadata?: Json };

/** Whether an event passes a trigger's filter. A filter that can't be evaluated on it does not pass. */
export function passesFilter(filter: Node | null, event: HappenedEvent): boolean {
  if (!filter) return true;
  const roots: Record<string, Json> = {
    event: { type: event.type, data: event.data },
    data: event.data,
    type: event.type,
    source: event.source ?? null,
    metadata: event.metadata ?? {},
  };
  try {
    return truthy(evaluate(filter, withoutSteps(roots)));
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/**
 * What a run is counted by against `concurrency.limit`: runs with equal keys share it. Null without a
 * limit; one key for all runs when the definition gives none or it is missing from the input.
 */
export function concurrencyKey(
  plan: Plan,
  start: { input: Json; trigger: Json; metadata: Json },
): string | null {
  if (!plan.concurrency) return null;
  if (!plan.concurrency.key) return '';
  try {
    return canonicalJson(evaluate(plan.concurrency.key, withoutSteps(start)));
  } catch (error) {
    if (error instanceof ExpressionError) return '';
    throw error;
  }
}

function withoutSteps(roots: Record<string, Json>) {
  return {
    root: (name: string) => own(roots, name),
    step: (id: string, _field: string, at: number): Json => {
      throw new ExpressionError(
        'missing',
        `No step has run yet, "${id}" neither.`,
        at,
        `steps.${id}`,
      );
    },
  };
}
