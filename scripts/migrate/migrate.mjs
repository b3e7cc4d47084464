import { refuse } from '../setup/say.mjs';
import { inChild } from './child.mjs';

/** Makes the engine's report of several lines one sentence. */
export function oneLine(problem) {
  return problem
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim()
    .slice(0, 600);
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
