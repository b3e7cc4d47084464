import { bind, type Route } from '@/lib/core/bind';
import { answerMcp } from '@/lib/mcp/answer';
import { callMcp } from '@/lib/mcp/contract';
import { type OperationTool, operationTools } from '@/lib/mcp/operation-tools';

/** The MCP server over the endpoints of the registry, which names this room too: hence a function. */
export function mcpRoutes(routes: () => readonly Route[]): Route[] {
  let operations: Map<string, OperationTool> | undefined;
  return [
    bind(callMcp, (ctx, { body, request }) => {
      operations ??= operationTools(routes());
      return answerMcp(ctx, request, body as never, operations);
    }),
  ];
}
