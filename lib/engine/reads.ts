import type { Node } from './expression/ast';
import { references } from './expression/references';
import type { SecretRef, Template } from './expression/template';
import type { Plan } from './plan';

/**
 * The ids of the steps whose outputs a run of this plan may ask for again: those that expressions
 * read, and those that a container, a handler or the run itself gives on as its own.
 */
export function stepsRead(plan: Plan): Set<string> {
  const read = new Set<string>();
  const look = (node: Node | null | undefined) => {
    if (!node) return;
    for (const { root, path } of references(node))
      if (root === 'steps' && path[0]) read.add(path[0]);
  };
  const { concurrency, output, steps, blocks } = plan;
  for (const step of Object.values(steps)) {
    for (const node of nodesOf(step.input)) look(node);
    for (const node of Object.values(step.expressions)) look(node);
    for (const { when } of step.blocks) look(when);
    look(step.if);
  }
  for (const node of output ? nodesOf(output) : []) look(node);
  look(concurrency?.key);
  for (const block of blocks) {
    if (block.role === 'root' && output) continue;
    for (const id of block.steps) read.add(id);
  }
  return read;
}

function nodesOf(template: Template): Node[] {
  switch (template.k) {
    case 'lit':
      return [];
    case 'expr':
      return [template.e];
    case 'arr':
      return template.i.flatMap(nodesOf);
    case 'obj':
      return template.e.flatMap(([, it]) => nodesOf(it));
    default: {
      const parts: (string | Node | SecretRef)[] = template.p;
      return parts.filter((it): it is Node => typeof it === 'object' && 't' in it);
    }
  }
}
