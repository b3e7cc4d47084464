import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { asAppError } from '@/lib/core/as-app-error';
import type { Ctx } from '@/lib/core/context';

type Meta = Record<string, unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text for the model, and as it is for programs. */
export function result(value: unknown, meta?: Meta, text?: string): CallToolResult {
  const shown = text ?? (typeof value === 'string' ? value : JSON.stringify(value ?? null));
  return {
    content: [{ type: 'text', text: shown }],
    structuredContent: isObject(value) ? value : { value: value ?? null },
    ...(meta && { _meta: meta }),
  };
}

/** A failure that the model can act on: our code and sentence, never an inner message. */
export function problem(
  given: { code: string; message: string; details?: unknown; extra?: Meta },
  meta?: Meta,
): CallToolResult {
  const { code, message, details, extra } = given;
  const said = details === undefined ? message : `${message}: ${JSON.stringify(details)}`;
  return {
    isError: true,
    content: [{ type: 'text', text: `${code}: ${said}` }],
    structuredContent: {
      error: message,
      code,
      ...(details !== undefined && { details }),
      ...extra,
    },
    ...(meta && { _meta: meta }),
  };
}

/** Any thrown value as a tool's failure; unknown ones are whole in the log and opaque to the client. */
export const refused = (ctx: Ctx, error: unknown): CallToolResult =>
  problem(asAppError(error, ctx.log), { request_id: ctx.requestId });
