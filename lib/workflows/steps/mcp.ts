import { ConnectorError } from '@/lib/connectors/error';
import { NOTHING, perform } from '@/lib/connectors/perform';
import { type RunOptions, runAction } from '@/lib/connectors/run-action';
import { fillWith } from '@/lib/connectors/secrets';
import { mcp as vendor } from '@/lib/connectors/vendors/mcp';
import { checkUrl } from '@/lib/core/egress/egress';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import { allowAction, boundsOfRun, within } from '@/lib/workflows/steps/bounds';
import { type Activity, type Perform, StepFailure } from '@/lib/workflows/steps/failure';

const TIMEOUT_MS = 5 * 60_000;

/**
 * Calls a tool of a remote MCP server (streamable HTTP): its structured answer, else its content. The server is an
 * address, or a connector of type mcp by its id or name, which brings its credential.
 */
export const mcp: Perform = async (activity) => {
  const { ctx, runId, signal, idempotencyKey } = activity;
  try {
    const usedBy = { type: 'workflow_run', id: runId };
    const filled = await fillWith(ctx, activity.input, activity.secrets, usedBy);
    const config = isObject(filled.input) ? filled.input : {};
    const server = String(config.server);
    const input = {
      tool: String(config.tool),
      ...(isObject(config.arguments) && { arguments: config.arguments }),
    };
    const secrets = within(await boundsOfRun(ctx, runId), filled.secrets);
    const options = { idempotencyKey, signal, timeoutMs: TIMEOUT_MS, usedBy, secrets };
    const said = server.includes('://')
      ? await atAddress(activity, server, input, options)
      : await ofConnector(activity, server, input, options);
    const { structured, content } = said as { structured: Json; content: Json };
    return structured ?? { content };
  } catch (error) {
    if (error instanceof ConnectorError) throw new StepFailure(error.error);
    throw error;
  }
};

async function ofConnector(
  activity: Activity,
  connectorId: string,
  input: JsonObject,
  options: RunOptions,
): Promise<Json> {
  const wanted = { connectorId, connectorType: 'mcp' };
  await allowAction(activity, wanted, 'call_tool');
  return runAction(activity.ctx, { ...wanted, action: 'call_tool', input }, options);
}

async function atAddress(
  { ctx }: Activity,
  server: string,
  input: JsonObject,
  { idempotencyKey, signal: outer, secrets }: RunOptions,
): Promise<Json> {
  const url = address(server);
  const limits = { signal: outer, timeoutMs: TIMEOUT_MS, secrets: secrets?.values ?? [] };
  return perform(ctx, limits, async (signal) => {
    const call = vendor.actions.call_tool as NonNullable<typeof vendor.actions.call_tool>;
    return call({
      ...NOTHING,
      config: { url: url.href },
      input,
      idempotencyKey,
      signal,
      timeoutMs: TIMEOUT_MS,
      allowedHosts: secrets?.allowedHosts,
    });
  });
}

function address(server: string): URL {
  try {
    return checkUrl(server);
  } catch (error) {
    const { message } = error as Error;
    throw new StepFailure({ code: 'MCP_SERVER', message, retryable: false });
  }
}
