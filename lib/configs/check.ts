import { findModel } from '@/lib/agents/models/catalog';
import type { Ctx } from '@/lib/core/context';
import { cronProblem } from '@/lib/core/cron';
import { env } from '@/lib/core/env';
import type { KnownKind } from '@/lib/engine/compile/known';
import type { Diagnostic } from '@/lib/engine/dsl/ast';
import { type Compiled, compile, sentence } from '@/lib/engine/dsl/compile';
import { missingOf } from '@/lib/workflows/check';

/** Reads a document for an organization: what it names must be there. */
export async function checkContent(ctx: Ctx, content: string): Promise<Compiled> {
  const asked = new Map<KnownKind, Set<string>>();
  const ask = (kind: KnownKind, id: string): true => {
    asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
    return true;
  };
  const first = compile(content, {
    env: allowed,
    agentKind: (name) => (findModel(name) ? 'model' : 'agent'),
    taskType: (name) => ask('task_type', name),
    engine: { cron: cronProblem, known: ask },
  });
  const missing = await missingOf(ctx, asked, {});
  // The document's own workflows are there once it is deployed.
  for (const { name } of first.workflows)
    for (const kind of ['workflow', 'task_type']) missing.delete(`${kind} ${name}`);
  if (missing.size === 0) return first;
  const nobody = (name: string) => !findModel(name) && missing.has(`agent ${name}`);
  return compile(content, {
    env: allowed,
    agentKind: (name) => (findModel(name) ? 'model' : nobody(name) ? null : 'agent'),
    taskType: (name) => !missing.has(`task_type ${name}`),
    engine: {
      cron: cronProblem,
      // Told already, as an undefined agent.
      known: (kind, id) => (kind === 'model' && nobody(id)) || !missing.has(`${kind} ${id}`),
    },
  });
}

/** A variable of the environment that the operator has allowed for `env(NAME)`. */
function allowed(name: string): string | undefined {
  const names = env()
    .CONFIG_ENV_ALLOW.split(',')
    .map((it) => it.trim());
  return names.includes(name) ? process.env[name] : undefined;
}

/** What is wrong, in the seeds' wording; warnings are left out. */
export const errorsOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.filter((it) => it.severity === 'error').map(sentence);
