import { type Grant, grantOf, grantOfOwner } from '@/lib/agents/grants';
import { intersect } from '@/lib/connectors/hosts';
import { resolve, type Wanted } from '@/lib/connectors/resolve';
import type { FilledSecrets } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import { type Activity, StepFailure } from '@/lib/workflows/steps/failure';

function refuse(message: string): never {
  throw new StepFailure({ code: 'PERMISSION_DENIED', message, retryable: false });
}

const sourceOf = (ctx: Ctx, workflowId: string) =>
  ctx.db.workflow.findUnique({
    where: { id: workflowId },
    select: { sourceType: true, sourceId: true },
  });

/** What the package may do that brought the workflow of a run; null: the workflow is the organization's own. */
export async function boundsOfRun(ctx: Ctx, runId: string): Promise<Grant | null> {
  const run = await ctx.db.workflowRun.findUnique({
    where: { id: runId },
    select: { workflowId: true },
  });
  const source = run?.workflowId ? await sourceOf(ctx, run.workflowId) : null;
  if (source?.sourceType !== 'installation' || !source.sourceId) return null;
  const ownerId = source.sourceId;
  const nothing = { hosts: [], actions: [], credentials: [], maxCredits: null };
  return (await grantOfOwner(ctx, ownerId)) ?? { ownerId, ...nothing };
}

/** The hosts of the secrets as far as the bounds have them. */
export const within = (bounds: Grant | null, secrets: FilledSecrets): FilledSecrets => ({
  ...secrets,
  allowedHosts: intersect([secrets.allowedHosts, bounds?.hosts]),
});

/** Refuses a connector's action that the package did not ask for: `slack.send_message`, or all with `slack`. */
export async function allowAction(
  { ctx, runId }: Activity,
  wanted: Wanted,
  action: string,
): Promise<void> {
  const bounds = await boundsOfRun(ctx, runId);
  if (!bounds) return;
  const { type } = await resolve(ctx, wanted);
  const name = `${type}.${action}`;
  if (![name, type, `${type}.*`].some((one) => bounds.actions.includes(one)))
    refuse(`The package that brought this workflow did not ask to use ${name}.`);
}

/** A package's workflows hand work to its own agents only: others' bounds may be wider. */
export async function allowAgent(
  ctx: Ctx,
  bounds: Grant | null,
  agent: { id: string; name: string },
): Promise<void> {
  if (bounds && (await grantOf(ctx, agent.id))?.ownerId !== bounds.ownerId)
    refuse(`"${agent.name}" is no agent of the package that brought this workflow.`);
}

/** The same for the workflows that it starts. */
export async function allowChild(ctx: Ctx, runId: string, workflowId: string): Promise<void> {
  const bounds = await boundsOfRun(ctx, runId);
  if (bounds && (await sourceOf(ctx, workflowId))?.sourceId !== bounds.ownerId)
    refuse('A workflow of a package starts workflows of the same package only.');
}
