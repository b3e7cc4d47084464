import { ConnectorError } from '@/lib/connectors/error';
import { httpRequest } from '@/lib/connectors/http-request';
import { runAction } from '@/lib/connectors/run-action';
import { fillWith } from '@/lib/connectors/secrets';
import { isObject, type JsonObject } from '@/lib/engine/json';
import { allowAction, boundsOfRun, within } from '@/lib/workflows/steps/bounds';
import { type Activity, type Perform, StepFailure } from '@/lib/workflows/steps/failure';

/** The input with its secrets, and what a call with it needs: its hosts are those of the run's package too. */
async function filled({ ctx, runId, input, secrets, ...rest }: Activity) {
  const bounds = await boundsOfRun(ctx, runId);
  const usedBy = { type: 'workflow_run', id: runId };
  const done = await fillWith(ctx, input, secrets, usedBy);
  return {
    input: isObject(done.input) ? done.input : {},
    options: {
      usedBy,
      secrets: within(bounds, done.secrets),
      idempotencyKey: rest.idempotencyKey,
      signal: rest.signal,
    },
  };
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConnectorError) throw new StepFailure(error.error);
    throw error;
  }
}

/** `{status, headers, data}`; other statuses than the accepted ones fail. */
export const http: Perform = (activity) =>
  told(
    filled(activity).then(({ input, options }) =>
      httpRequest(activity.ctx, { ...input, ...activity.options }, options),
    ),
  );

/** What the connector's action answers, as its `outputSchema` says. */
export const connector: Perform = (activity) =>
  told(
    filled(activity).then(async ({ input, options }) => {
      const { connectorId, connectorType, credentialId, action, ...fields } = input;
      const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
      const wanted = {
        connectorId: text(connectorId),
        connectorType: text(connectorType),
        credentialId: text(credentialId),
      };
      await allowAction(activity, wanted, String(action));
      return runAction(
        activity.ctx,
        { ...wanted, action: String(action), input: fields as JsonObject },
        options,
      );
    }),
  );
