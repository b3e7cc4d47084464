import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { builtIn } from '@/lib/workflows/built-in/find';
import { publishedPlan } from '@/lib/workflows/definitions';
import type { RunDescription, Runnable } from '@/lib/workflows/host';
import { host } from '@/lib/workflows/postgres/host';
import { loadVersion, loadWorkflow } from '@/lib/workflows/store';

export interface Start {
  /** A workflow's id. */
  workflowId?: string;
  /** A built-in type, or the name or id of a published workflow. */
  workflowType?: string;
  /** Another version than the published one. */
  version?: number;
  input: { [key: string]: unknown };
  /** What starts it: `{type: 'manual' | 'schedule' | 'event' | 'webhook' | 'job' | …}`. */
  trigger: { type: string; [key: string]: unknown };
  metadata?: { [key: string]: unknown };
  /** The client's own workflowId. */
  clientId?: string;
  /** A fixed id makes it start once. */
  id?: string;
}

/**
 * Starts a run of a saved workflow or of a built-in type. Throws NOT_FOUND, CONFLICT (nothing published, or the
 * clientId is taken), VALIDATION_FAILED (the input), INSUFFICIENT_CREDITS.
 */
export async function start(ctx: Ctx, given: Start): Promise<RunDescription> {
  const run = await runnable(ctx, given);
  const { id, clientId } = given;
  const input = given.input as Json;
  const trigger = given.trigger as { [key: string]: Json };
  const metadata = given.metadata as { [key: string]: Json } | undefined;
  return host.start(ctx, { id, run, input, trigger, metadata, clientId });
}

async function runnable(ctx: Ctx, given: Start): Promise<Runnable> {
  const { workflowId, workflowType, version, input } = given;
  const type = workflowType ? builtIn(workflowType) : undefined;
  if (type) return { workflowType: type.name, plan: await type.plan(ctx, input) };
  if (workflowType && !workflowId) return publishedRun(ctx, workflowType);
  const row = await loadWorkflow(ctx, workflowId ?? '');
  return version === undefined ? publishedRun(ctx, row.id) : versionRun(ctx, row.id, version);
}

async function publishedRun(ctx: Ctx, idOrName: string): Promise<Runnable> {
  const { workflow, version, plan } = await publishedPlan(ctx, idOrName);
  return { workflowId: workflow.id, version, plan };
}

/** A version that is not published can be tried too, when it has no problems. */
export async function versionRun(ctx: Ctx, workflowId: string, version: number): Promise<Runnable> {
  const { plan } = await loadVersion(ctx, workflowId, version);
  if (!plan) fail('CONFLICT', `Version ${version} has problems. Mend them before you run it.`);
  return { workflowId, version, plan: plan as unknown as Plan };
}
