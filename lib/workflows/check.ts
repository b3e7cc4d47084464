import { findModel } from '@/lib/agents/models/catalog';
import { connectorFacts } from '@/lib/connectors/check';
import type { Ctx } from '@/lib/core/context';
import { cronProblem } from '@/lib/core/cron';
import { AppError } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { compile } from '@/lib/engine/compile';
import type { KnownKind } from '@/lib/engine/compile/known';
import type { Problem } from '@/lib/engine/compile/problems';
import { canonicalJson, type Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { sha256 } from '@/lib/engine/sha256';
import { isTaskType } from '@/lib/workflows/task-types';

export type Checked = { plan: Plan | null; problems: Problem[]; hash: string };
export type Definition = { [key: string]: unknown };

/**
 * Compiles a definition for an organization: what it names must be there. `self` is the workflow it belongs to,
 * which may start itself.
 */
export async function checkDefinition(
  ctx: Ctx,
  definition: unknown,
  self: { name?: string } = {},
): Promise<Checked> {
  const asked = new Map<KnownKind, Set<string>>();
  const first = compile(definition, {
    cron: cronProblem,
    known: (kind, id) => {
      asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
      return true;
    },
  });
  const missing = await missingOf(ctx, asked, self);
  const { plan, problems } =
    missing.size === 0
      ? first
      : compile(definition, {
          cron: cronProblem,
          known: (kind, id) => !missing.has(`${kind} ${id}`),
        });
  return { plan, problems, hash: plan?.hash ?? hashOf(definition) };
}

/** The hash that a plan of it would have; also for definitions that cannot be compiled. */
export const hashOf = (definition: unknown): string => sha256(canonicalJson(definition as Json));

/** Throws 400 that tells every problem: by field as validation does, and as a list with positions. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const details: Record<string, string> = {};
  for (const { path, message } of problems)
    details[path ? `definition.${path}` : 'definition'] ??= message;
  throw new AppError('VALIDATION_FAILED', 'The definition has problems.', {
    details,
    extra: { problems },
  });
}

const CONNECTED = [
  'connector',
  'connector_type',
  'action',
  'credential',
  'mcp_server',
  'secret',
] as const;

type Asked = ReadonlyMap<KnownKind, ReadonlySet<string>>;

/** What is named and does not exist, as `kind id`. */
export async function missingOf(
  ctx: Ctx,
  asked: Asked,
  self: { name?: string },
): Promise<Set<string>> {
  const missing = new Set<string>();
  const of = (kind: KnownKind) => [...(asked.get(kind) ?? [])];
  const note = (kind: KnownKind, has: (id: string) => boolean) => {
    for (const id of of(kind)) if (!has(id)) missing.add(`${kind} ${id}`);
  };
  note('model', (name) => findModel(name) !== undefined);
  if (of('agent').length > 0) {
    const there = await agentsNamed(ctx, of('agent'));
    note('agent', (id) => there.has(id));
  }
  if (CONNECTED.some((kind) => asked.has(kind))) {
    const facts = await connectorFacts(ctx);
    for (const kind of CONNECTED) note(kind, (id) => facts.knows(kind, id) ?? true);
  }
  const tasks = of('task_type').filter((name) => !isTaskType(name));
  if (of('workflow').length + tasks.length > 0) {
    const there = await workflowsNamed(ctx, [...of('workflow'), ...tasks]);
    if (self.name) there.add(self.name);
    note('workflow', (id) => there.has(id));
    note('task_type', (id) => isTaskType(id) || there.has(id));
  }
  return missing;
}

/** Of these ids, slugs and names those that an agent has. */
async function agentsNamed(ctx: Ctx, names: string[]): Promise<Set<string>> {
  const rows = await ctx.db.agent.findMany({
    where: {
      OR: [{ id: { in: names.filter(isUuid) } }, { slug: { in: names } }, { name: { in: names } }],
    },
    select: { id: true, slug: true, name: true },
  });
  return new Set(rows.flatMap(({ id, slug, name }) => [id, slug, name]));
}

async function workflowsNamed(ctx: Ctx, names: string[]): Promise<Set<string>> {
  const rows = await ctx.db.workflow.findMany({
    where: {
      deletedAt: null,
      OR: [{ id: { in: names.filter(isUuid) } }, { name: { in: names } }],
    },
    select: { id: true, name: true },
  });
  return new Set(rows.flatMap(({ id, name }) => [id, name]));
}
