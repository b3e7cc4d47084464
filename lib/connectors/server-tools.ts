import type { Prisma } from '@/generated/prisma/client';
import type { McpToolView } from '@/lib/connectors/catalog/mcp';
import { ConnectorError, refuse } from '@/lib/connectors/error';
import type { UsedBy } from '@/lib/connectors/open-credential';
import { runAction } from '@/lib/connectors/run-action';
import type { FilledSecrets } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import { isUuid, newId } from '@/lib/core/ids';

/** A server that was asked within this time is not asked again. */
const FRESH_MS = 60_000;
const TIMEOUT_MS = 15_000;

interface Asked {
  usedBy: UsedBy;
  signal: AbortSignal;
  /** Where it may be, beyond what its credential says. */
  secrets?: FilledSecrets;
}

/**
 * The tools of an MCP server, asked anew after a minute, and kept for whoever looks at the connector. While it
 * cannot be asked, those that were kept and its `problem`. Throws a ConnectorError. Never call it in a transaction.
 */
export async function serverTools(
  ctx: Ctx,
  id: string,
  { usedBy, signal, secrets }: Asked,
): Promise<{ name: string; tools: McpToolView[]; problem?: string }> {
  const row = isUuid(id) ? await ctx.db.connector.findUnique({ where: { id } }) : null;
  if (row?.type !== 'mcp') refuse('CONNECTOR_NOT_FOUND', 'This MCP server is not set up any more.');
  const { name, toolsAt } = row;
  const age = toolsAt ? Date.now() - toolsAt.getTime() : Number.POSITIVE_INFINITY;
  if (row.tools && age < FRESH_MS) return { name, tools: row.tools as unknown as McpToolView[] };
  let found: unknown;
  try {
    found = await runAction(
      ctx,
      { connectorId: id, action: 'list_tools', input: {} },
      { idempotencyKey: newId(), usedBy, signal, timeoutMs: TIMEOUT_MS, secrets },
    );
  } catch (error) {
    if (!(error instanceof ConnectorError) || !row.tools || signal.aborted) throw error;
    return { name, tools: row.tools as unknown as McpToolView[], problem: error.message };
  }
  const { tools } = found as { tools: McpToolView[] };
  await ctx.db.connector.updateMany({
    // Changed meanwhile: these are another server's.
    where: { id, updatedAt: row.updatedAt },
    data: {
      tools: tools as unknown as Prisma.InputJsonValue,
      toolsAt: new Date(),
      updatedAt: row.updatedAt,
    },
  });
  return { name, tools };
}
