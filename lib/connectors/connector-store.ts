import type { Connector, Prisma } from '@/generated/prisma/client';
import type { ConnectorType } from '@/lib/connectors/catalog';
import type { McpToolView } from '@/lib/connectors/catalog/mcp';
import type { ConnectorView } from '@/lib/connectors/contract';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';

/** The connector, or 404: another organization's is answered like one that does not exist. */
export async function loadConnector(ctx: Ctx, id: string): Promise<Connector> {
  const row = isUuid(id) ? await ctx.db.connector.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such connector.');
}

const withCredential = {
  include: { credential: { select: { id: true, name: true, provider: true } } },
} as const satisfies Pick<Prisma.ConnectorFindManyArgs, 'include'>;

type Listed = Prisma.ConnectorGetPayload<typeof withCredential>;

export async function findConnectors(
  ctx: Ctx,
  query: Page & { type?: ConnectorType; search?: string },
): Promise<{ connectors: ConnectorView[]; total: number }> {
  const where: Prisma.ConnectorWhereInput = {
    type: query.type,
    name: query.search ? { contains: query.search, mode: 'insensitive' } : undefined,
  };
  const [rows, total] = await Promise.all([
    ctx.db.connector.findMany({
      where,
      ...withCredential,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.connector.count({ where }),
  ]);
  return { connectors: rows.map(present), total };
}

export async function readConnector(ctx: Ctx, id: string): Promise<ConnectorView> {
  await loadConnector(ctx, id);
  const row = await ctx.db.connector.findUnique({ where: { id }, ...withCredential });
  return row ? present(row) : fail('NOT_FOUND', 'No such connector.');
}

function present(row: Listed): ConnectorView {
  const { lastTestedAt, lastTestOk, lastTestMessage } = row;
  const tools = row.tools as McpToolView[] | null;
  return {
    id: row.id,
    name: row.name,
    type: row.type as ConnectorType,
    credentialId: row.credentialId,
    credential: row.credential,
    config: row.config as Record<string, unknown>,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    tools: tools?.map(({ inputSchema: _, ...tool }) => tool) ?? null,
    tools_at: row.toolsAt?.toISOString() ?? null,
    last_test: lastTestedAt && {
      ok: lastTestOk === true,
      message: lastTestMessage ?? '',
      tested_at: lastTestedAt.toISOString(),
    },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
