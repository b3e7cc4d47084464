import { shownCatalog } from '@/lib/connectors/catalog';
import { findConnectors, loadConnector, readConnector } from '@/lib/connectors/connector-store';
import * as connectors from '@/lib/connectors/contract';
import { findCredentials, findUses, readCredential } from '@/lib/connectors/credential-store';
import * as credentials from '@/lib/connectors/credentials.contract';
import { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import { createConnector, deleteConnector, updateConnector } from '@/lib/connectors/save-connector';
import {
  createCredential,
  deleteCredential,
  updateCredential,
} from '@/lib/connectors/save-credential';
import { testConnector, testCredential } from '@/lib/connectors/test-connection';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { reply } from '@/lib/core/endpoint';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { JsonObject } from '@/lib/engine/json';

const REQUEST_TIMEOUT_MS = 30_000;

const credentialRoutes = [
  bind(credentials.listCredentials, async (ctx, { query }) => {
    const found = await findCredentials(ctx, query);
    return reply(200, found.credentials, { total: found.total });
  }),
  bind(credentials.createCredential, async (ctx, { body }) => {
    const { id } = await createCredential(ctx, body);
    return reply(201, await readCredential(ctx, id));
  }),
  bind(credentials.getCredential, async (ctx, { params }) =>
    reply(200, await readCredential(ctx, params.id)),
  ),
  ...[credentials.updateCredential, credentials.putCredential].map((endpoint) =>
    bind(endpoint, async (ctx, { params, body }) => {
      await updateCredential(ctx, params.id, body);
      return reply(200, await readCredential(ctx, params.id));
    }),
  ),
  bind(credentials.deleteCredential, async (ctx, { params }) =>
    reply(204, await deleteCredential(ctx, params.id)),
  ),
  bind(credentials.testCredential, async (ctx, { params, body }) =>
    reply(200, await testCredential(ctx, params.id, body)),
  ),
  bind(credentials.listCredentialUses, async (ctx, { params, query }) =>
    reply(200, await findUses(ctx, params.id, query)),
  ),
];

/** One action for a client: the client's own key goes on to the vendor, under its organization. */
async function act(
  ctx: Ctx,
  { id, action }: { id: string; action: string },
  input: JsonObject,
  { key, signal }: { key: string | null; signal: AbortSignal },
) {
  const started = performance.now();
  const connector = await loadConnector(ctx, id);
  const took = () => Math.round(performance.now() - started);
  try {
    const output = await runAction(
      ctx,
      { connectorId: connector.id, action, input },
      {
        idempotencyKey: key ? sha256(`${ctx.organizationId} ${id} ${action} ${key}`) : newId(),
        signal,
        timeoutMs: REQUEST_TIMEOUT_MS,
        usedBy: { type: 'request', id: ctx.requestId },
      },
    );
    return { success: true, output, error: null, duration_ms: took() };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, message, status, retryable, retryAfterMs, details } = error.error;
    if (code === 'ACTION_NOT_FOUND') fail('NOT_FOUND', message);
    if (code === 'INVALID_INPUT') fail('VALIDATION_FAILED', undefined, { details });
    const told = {
      code,
      message,
      status: status ?? null,
      retryable: retryable === true,
      retry_after_ms: retryAfterMs ?? null,
      details: details ?? null,
    };
    return { success: false, output: null, error: told, duration_ms: took() };
  }
}

export const connectorRoutes = [
  ...credentialRoutes,
  bind(connectors.listConnectors, async (ctx, { query }) => {
    if (query.available === 'true') {
      const all = shownCatalog().filter((it) => !query.type || it.type === query.type);
      return reply(200, all, { total: all.length });
    }
    const found = await findConnectors(ctx, query);
    return reply(200, found.connectors, { total: found.total });
  }),
  bind(connectors.createConnector, async (ctx, { body }) => {
    const { id } = await createConnector(ctx, body);
    return reply(201, await readConnector(ctx, id));
  }),
  bind(connectors.getConnector, async (ctx, { params }) =>
    reply(200, await readConnector(ctx, params.id)),
  ),
  ...[connectors.updateConnector, connectors.putConnector].map((endpoint) =>
    bind(endpoint, async (ctx, { params, body }) => {
      await updateConnector(ctx, params.id, body);
      return reply(200, await readConnector(ctx, params.id));
    }),
  ),
  bind(connectors.deleteConnector, async (ctx, { params }) =>
    reply(204, await deleteConnector(ctx, params.id)),
  ),
  bind(connectors.testConnector, async (ctx, { params }) =>
    reply(200, await testConnector(ctx, params.id)),
  ),
  bind(connectors.runConnectorAction, async (ctx, { params, body, request }) => {
    const key = request.raw.headers.get('idempotency-key');
    const input = body as JsonObject;
    return reply(200, await act(ctx, params, input, { key, signal: request.signal }));
  }),
];
