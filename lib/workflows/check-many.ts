import type { Ctx } from '@/lib/core/context';
import { cronProblem } from '@/lib/core/cron';
import { compile } from '@/lib/engine/compile';
import type { KnownKind } from '@/lib/engine/compile/known';
import type { Plan } from '@/lib/engine/plan';
import { missingOf, refuseProblems } from '@/lib/workflows/check';

export type Definition = { [key: string]: unknown };

/**
 * Compiles definitions that are saved together and may name each other, by id or name, as `checkDefinition` does
 * each. Throws VALIDATION_FAILED for the first that has problems.
 */
export async function checkMany(
  ctx: Ctx,
  given: readonly { id: string; name: string; definition: Definition }[],
): Promise<{ plan: Plan; hash: string }[]> {
  const asked = new Map<KnownKind, Set<string>>();
  const ask = (kind: KnownKind, id: string): true => {
    asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
    return true;
  };
  const first = given.map(({ definition }) =>
    compile(definition, { cron: cronProblem, known: ask }),
  );
  for (const kind of ['workflow', 'task_type'] as const)
    for (const { id, name } of given) for (const own of [id, name]) asked.get(kind)?.delete(own);
  const missing = await missingOf(ctx, asked, {});
  return given.map(({ definition }, i) => {
    const { plan, problems } =
      missing.size === 0
        ? (first[i] as (typeof first)[number])
        : compile(definition, {
            cron: cronProblem,
            known: (kind, id) => !missing.has(`${kind} ${id}`),
          });
    refuseProblems(problems);
    return { plan: plan as Plan, hash: (plan as Plan).hash };
  });
}
