import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import type { Item } from '@/lib/installations/difference';
import type { PackageWorkflow } from '@/lib/packages/apkg/contents';

/** What a package says of a workflow, as a definition: the whole entry, or its `definition`. */
export function definitionOf({ name, definition }: PackageWorkflow): JsonObject {
  const inner = (definition as JsonObject).definition;
  return { name, ...(isObject(inner) ? inner : (definition as JsonObject)) };
}

/** What of a workflow a package decides. */
export const workflowItem = (workflow: PackageWorkflow): Item => ({
  name: workflow.name,
  description: workflow.description,
  definition: definitionOf(workflow),
});

/**
 * The definition with the package's own agents in place of their names: another agent of that name here must not
 * get the work.
 */
export function bindAgents(
  definition: JsonObject,
  agents: ReadonlyMap<string, string>,
): JsonObject {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const out = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
    const { type, config } = out;
    if (type === 'agent' && config !== undefined && isObject(config)) {
      const id = typeof config.agentId === 'string' ? agents.get(config.agentId) : undefined;
      if (id) return { ...out, config: { ...config, agentId: id } };
    }
    return out;
  };
  return walk(definition) as JsonObject;
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
