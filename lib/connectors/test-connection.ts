import type { Connector, Credential, Prisma } from '@/generated/prisma/client';
import { type ConnectorType, connectorType } from '@/lib/connectors/catalog';
import type { McpToolView } from '@/lib/connectors/catalog/mcp';
import { loadConnector } from '@/lib/connectors/connector-store';
import { loadCredential } from '@/lib/connectors/credential-store';
import type { TestView } from '@/lib/connectors/credentials.contract';
import { ConnectorError, failure } from '@/lib/connectors/error';
import { openCredential } from '@/lib/connectors/open-credential';
import { NOTHING, perform, VENDORS } from '@/lib/connectors/perform';
import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import type { Json, JsonObject } from '@/lib/engine/json';

const TIMEOUT_MS = 15_000;

interface Tried {
  type: ConnectorType;
  connector: Connector | null;
  credential: Credential | null;
  input: JsonObject;
}

/** Signs in and changes nothing. A failure is a result. */
async function tryOut(ctx: Ctx, { type, connector, credential, input }: Tried): Promise<TestView> {
  const started = performance.now();
  const outcome = (more: Pick<TestView, 'ok' | 'message' | 'code' | 'details'>): TestView => ({
    ...more,
    duration_ms: Math.round(performance.now() - started),
    tested_at: new Date().toISOString(),
  });
  try {
    const opened = credential
      ? await openCredential(ctx, credential, {
          action: `${type}.test`,
          connectorId: connector?.id,
          usedBy: { type: 'test', id: ctx.requestId },
        })
      : null;
    const limits = { timeoutMs: TIMEOUT_MS, secrets: opened?.secrets ?? [] };
    const found = await perform(ctx, limits, async (signal) => {
      const call = {
        ...(opened ?? NOTHING),
        config: (connector?.config ?? {}) as JsonObject,
        input,
        idempotencyKey: newId(),
        signal,
        timeoutMs: TIMEOUT_MS,
        allowedHosts: opened?.allowedHosts,
      };
      return (await VENDORS[type].test(call)) as unknown as {
        message: string;
        details: JsonObject;
      };
    });
    return outcome({ ok: true, code: null, message: found.message, details: found.details });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message, status, retryAfterMs } = error.error;
    return outcome({ ok: false, code, message, details: present({ status, retryAfterMs }) });
  }
}

const present = (given: Record<string, Json | undefined>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(given).filter((it): it is [string, Json] => it[1] !== undefined),
  );

/** Tests a connector and keeps the result with it. */
export async function testConnector(ctx: Ctx, id: string): Promise<TestView> {
  const connector = await loadConnector(ctx, id);
  const credential = connector.credentialId
    ? await loadCredential(ctx, connector.credentialId)
    : null;
  const type = connector.type as ConnectorType;
  const result = await tryOut(ctx, { type, connector, credential, input: {} });
  const { tools } = result.details as { tools?: McpToolView[] };
  if (tools) result.details = { tools: tools.map((it) => it.name) };
  await ctx.db.connector.updateMany({
    // Changed meanwhile: this result is about what it was before.
    where: { id, updatedAt: connector.updatedAt },
    data: {
      lastTestedAt: new Date(result.tested_at),
      lastTestOk: result.ok,
      lastTestMessage: result.message.slice(0, 1000),
      ...(tools && {
        tools: tools as unknown as Prisma.InputJsonValue,
        toolsAt: new Date(result.tested_at),
      }),
      updatedAt: connector.updatedAt,
    },
  });
  return result;
}

/** Tests a credential at its provider; one of HTTP by reading `url`. */
export async function testCredential(
  ctx: Ctx,
  id: string,
  { url }: { url?: string | undefined },
): Promise<TestView> {
  const credential = await loadCredential(ctx, id);
  const known = connectorType(credential.provider)?.type ?? 'http';
  // Only a connector says where its server is.
  const type = (known === 'mcp' ? 'http' : known) as ConnectorType;
  const tried = { type: url ? 'http' : type, connector: null, credential } as const;
  if (tried.type === 'http' && !url) {
    const { error } = failure('NOTHING_TO_TEST', 'Give the url that is to be read with it.');
    const tested_at = new Date().toISOString();
    return {
      ok: false,
      code: error.code,
      message: error.message,
      details: {},
      duration_ms: 0,
      tested_at,
    };
  }
  return tryOut(ctx, { ...tried, input: url ? { url } : {} });
}
