import { listMembers } from '@/lib/accounts/members';
import type { Ctx } from '@/lib/core/context';

/** Names of those who can help someone who may not do a thing: owners, and owners with admins. */
export async function leaders(ctx: Ctx) {
  const { members } = await listMembers(ctx, { limit: 100, offset: 0 });
  const named = (roles: readonly string[]) =>
    members.filter((m) => roles.includes(m.role)).map((m) => m.name ?? m.email);
  return { owners: named(['owner']), admins: named(['owner', 'admin']) };
}

export type Leaders = Awaited<ReturnType<typeof leaders>>;
