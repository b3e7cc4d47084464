import type { Actor, Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';

/** The signed-in person behind a context. Throws FORBIDDEN for keys and background work. */
export function person(ctx: Ctx): Extract<Actor, { kind: 'user' }> {
  if (ctx.actor.kind !== 'user')
    fail('FORBIDDEN', 'This needs a signed-in person; an API key cannot do it.');
  return ctx.actor;
}

/** The user whose rights the context has: the person, or the maker of the key. */
export function userIdOf(ctx: Ctx): string {
  if (ctx.actor.kind === 'system') fail('FORBIDDEN', 'Background work cannot do this.');
  return ctx.actor.kind === 'key' ? ctx.actor.userId : ctx.actor.id;
}
