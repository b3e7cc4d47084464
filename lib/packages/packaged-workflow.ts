import { isObject, type JsonObject } from '@/lib/engine/json';
import type { PackageWorkflow } from '@/lib/packages/apkg/contents';

/** What a package says of a workflow, as a definition: the whole entry, or its `definition`. */
export function definitionOf({ name, definition }: PackageWorkflow): JsonObject {
  const inner = (definition as JsonObject).definition;
  return { name, ...(isObject(inner) ? inner : (definition as JsonObject)) };
}

const ownWay: Record<string, string> = {
  schedule: 'on a schedule',
  event: 'when events happen',
  webhook: 'when its address is called',
};

/** How a workflow starts without a person, in words. */
export function startsOf(workflow: PackageWorkflow): string[] {
  const { triggers } = definitionOf(workflow);
  if (!Array.isArray(triggers)) return [];
  return triggers.flatMap((one) => (isObject(one) && ownWay[String(one.type)]) || []);
}
