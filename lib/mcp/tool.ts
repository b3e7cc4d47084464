import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Ctx } from '@/lib/core/context';
import type { RequestInfo } from '@/lib/core/endpoint';

export type Arguments = Record<string, unknown>;

/** One call of a tool, with what is known of who waits for it. */
export interface ToolCall {
  ctx: Ctx;
  request: RequestInfo;
  arguments: Arguments;
  /** Seconds that the caller waits for what runs in the background. */
  waitSeconds: number;
  /** Fires when nobody waits any more. */
  signal: AbortSignal;
  /** Tells the caller how it stands; does nothing when it did not ask. */
  progress(message: string): Promise<void>;
}

export type Perform = (call: ToolCall) => Promise<CallToolResult>;

/** A tool as it is listed, its schema written by whoever made the agent or workflow. */
export type ListedTool = Tool;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON Schema as MCP takes it: of an object, its properties schemas. One bad tool would spoil the list. */
export function objectSchema(given: unknown): Tool['inputSchema'] {
  if (!isObject(given) || (given.type ?? 'object') !== 'object') return { type: 'object' };
  const { properties, required, $schema: _, ...rest } = given;
  return {
    ...rest,
    type: 'object',
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, it]) => [name, isObject(it) ? it : {}]),
      ),
    }),
    ...(Array.isArray(required) && {
      required: required.filter((it): it is string => typeof it === 'string'),
    }),
  };
}
