import { refuse } from '../setup/say.mjs';
import { inChild } from './child.mjs';

/** Makes the engine's report one sentence: its own stack goes, the migration's name stays. */
export function oneLine(problem) {
  const [told, ...stack] = problem.split(/\n\s+\d+: /);
  const name = /migration_name="([^"]+)"/.exec(stack.join(' '))?.[1];
  const text = told.replace(/\s+/g, ' ').replace('external connector error', '').trim();
  return `${name ? `${name}: ` : ''}${text}`.slice(0, 600);
}

/**
 * Applies every missing migration with Prisma's own engine and bookkeeping, so that
 * `prisma migrate deploy` can go on where this stopped. Resolves to the applied names.
 */
export async function migrate(url) {
  const { applied, problem } = await inChild('apply.mjs', url);
  if (problem) refuse(`The database could not be migrated: ${oneLine(problem)}`);
  return applied;
}
