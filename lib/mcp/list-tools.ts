import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { allows } from '@/lib/core/scopes';
import { agentTool } from '@/lib/mcp/agent-tools';
import type { ToolKind } from '@/lib/mcp/contract';
import type { OperationTool } from '@/lib/mcp/operation-tools';
import { activeAgents, publishedWorkflows } from '@/lib/mcp/store';
import { workflowTool } from '@/lib/mcp/workflow-tools';

/** Agents and workflows on one page; the operations stand on the first one beside them. */
const PAGE = 100;

type Listing = 'agents' | 'workflows';
interface Place {
  kind: Listing;
  after: string | null;
}

const write = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Where a page begins; null for a cursor that is none of ours. */
function read(cursor: string): Place | null {
  try {
    const { kind, after } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Place;
    const known = kind === 'agents' || kind === 'workflows';
    return known && (after === null || isUuid(after)) ? { kind, after } : null;
  } catch {
    return null;
  }
}

/** What a caller may see and call, page by page. Null for a cursor that is none of ours. */
export async function listTools(
  ctx: Ctx,
  operations: ReadonlyMap<string, OperationTool>,
  kinds: ReadonlySet<ToolKind>,
  cursor: string | undefined,
): Promise<{ tools: Tool[]; nextCursor?: string } | null> {
  const from = cursor === undefined ? { kind: 'agents' as const, after: null } : read(cursor);
  if (!from) return null;
  const tools: Tool[] = [];
  if (cursor === undefined && kinds.has('operations'))
    for (const it of operations.values()) if (it.allowed(ctx)) tools.push(it.listed);

  let left = PAGE;
  for (const kind of ['agents', 'workflows'] as const) {
    if (kind === 'agents' && from.kind === 'workflows') continue;
    const may = allows(ctx.scopes, `${kind}:read`) && allows(ctx.scopes, `${kind}:execute`);
    if (!kinds.has(kind) || !may) continue;
    const after = from.kind === kind ? from.after : null;
    const rows =
      kind === 'agents'
        ? (await activeAgents(ctx, after, left + 1)).map((it) => ({ id: it.id, of: agentTool(it) }))
        : (await publishedWorkflows(ctx, after, left + 1)).map((it) => ({
            id: it.id,
            of: workflowTool(it),
          }));
    const page = rows.slice(0, left);
    tools.push(...page.map((it) => it.of));
    if (rows.length > left)
      return { tools, nextCursor: write({ kind, after: page.at(-1)?.id ?? after }) };
    left -= page.length;
  }
  return { tools };
}
