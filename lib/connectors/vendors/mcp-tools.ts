import type { McpToolView } from '@/lib/connectors/catalog/mcp';
import { isObject, type Json } from '@/lib/engine/json';

/** Of one server; more are left out. */
const MOST_TOOLS = 200;
const MOST_SCHEMA = 16 * 1024;
/** Of all of them together: the output of an action is bounded too. */
const MOST_TOGETHER = 200 * 1024;
const MOST_DEPTH = 24;

const clean = (text: unknown, most: number): string =>
  typeof text === 'string' ? text.replaceAll('\u0000', '').toWellFormed().slice(0, most) : '';

/**
 * A schema without what could hang us or a model's provider: patterns (they would be run), references out of it,
 * nesting without end. Undefined when it is none.
 */
function safeSchema(value: unknown, depth = 0): unknown {
  if (depth > MOST_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((it) => safeSchema(it, depth + 1));
    return items.includes(undefined) ? undefined : items;
  }
  if (typeof value === 'string') return clean(value, MOST_SCHEMA);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const isPattern = key === 'pattern' && typeof inner === 'string';
    const isAway = key === '$ref' && typeof inner === 'string' && !inner.startsWith('#');
    if (isPattern || isAway || key === 'patternProperties' || key === '$schema') continue;
    const kept = safeSchema(inner, depth + 1);
    if (kept === undefined) return undefined;
    copy[clean(key, 200)] = kept;
  }
  return copy;
}

function toolOf(given: unknown): McpToolView | null {
  if (!isObject(given)) return null;
  const { name, title, description, annotations, inputSchema } = given;
  if (typeof name !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,128}$/u.test(name)) return null;
  const schema = safeSchema(inputSchema ?? { type: 'object' });
  if (!isObject(schema) || (schema.type ?? 'object') !== 'object') return null;
  if (JSON.stringify(schema).length > MOST_SCHEMA) return null;
  if (schema.properties !== undefined && !isObject(schema.properties)) return null;
  if (schema.required !== undefined && !Array.isArray(schema.required)) return null;
  const hints = isObject(annotations) ? annotations : {};
  return {
    name,
    title: clean(title ?? hints.title, 200) || null,
    description: clean(description, 2000),
    read_only: hints.readOnlyHint === true,
    destructive: hints.readOnlyHint !== true && hints.destructiveHint === true,
    inputSchema: { ...schema, type: 'object' },
  };
}

/** What is kept of the tools that a server names, each name once; how many are not is told. */
export function keptTools(given: readonly unknown[]): { tools: McpToolView[]; dropped: number } {
  const tools = new Map<string, McpToolView>();
  let size = 0;
  for (const one of given) {
    const tool = tools.size < MOST_TOOLS ? toolOf(one) : null;
    if (!tool || tools.has(tool.name)) continue;
    const more = JSON.stringify(tool).length;
    if (size + more > MOST_TOGETHER) continue;
    size += more;
    tools.set(tool.name, tool);
  }
  return { tools: [...tools.values()], dropped: given.length - tools.size };
}

/** The answer of a tool: its texts, its structure, and what the other parts are, without their bytes. */
export function toolAnswer(given: { content?: unknown; structuredContent?: unknown }) {
  const parts = (Array.isArray(given.content) ? given.content : []).filter(isObject).slice(0, 200);
  const content = parts.map((part): Record<string, Json> => {
    const { type, text, mimeType, data, uri, name, resource } = part;
    const within = isObject(resource) ? resource : {};
    const said = typeof text === 'string' ? text : within.text;
    const bytes = [data, within.blob].find((it): it is string => typeof it === 'string');
    return {
      type: clean(type, 50),
      ...(typeof said === 'string' && { text: clean(said, Number.MAX_SAFE_INTEGER) }),
      ...(typeof (mimeType ?? within.mimeType) === 'string' && {
        mimeType: clean(mimeType ?? within.mimeType, 200),
      }),
      ...(typeof (uri ?? within.uri) === 'string' && { uri: clean(uri ?? within.uri, 2000) }),
      ...(typeof name === 'string' && { name: clean(name, 200) }),
      ...(bytes !== undefined && { bytes: Math.floor((bytes.length * 3) / 4) }),
    };
  });
  const text = content.flatMap((it) => (typeof it.text === 'string' ? [it.text] : [])).join('\n');
  return { text, structured: (given.structuredContent ?? null) as Json, content };
}
