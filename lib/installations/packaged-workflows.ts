import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import type { Item } from '@/lib/installations/difference';
import type { PackageWorkflow } from '@/lib/packages/apkg/contents';
import { definitionOf } from '@/lib/packages/packaged-workflow';

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
