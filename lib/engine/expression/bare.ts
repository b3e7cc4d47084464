import { walk } from './ast';
import { parseExpression } from './parser';

const ROOTS = /^(?:workflow|steps|input|vars|variables|trigger|item|metadata|run)\b/;

/**
 * The DSL writes references without braces: `text: "workflow.input.body"`. Gives such a text as a
 * template, and any other text unchanged.
 */
export function bareReference(text: string): string {
  if (!ROOTS.test(text) || !/^[\w$.?[\]"'-]+$/.test(text)) return text;
  try {
    const nodes = [...walk(parseExpression(text))];
    const path = nodes.every((it) => ['name', 'get', 'idx', 'lit'].includes(it.t));
    return path && nodes.length > 1 ? `{{ ${text} }}` : text;
  } catch {
    return text;
  }
}
