import { randomToken, sha256 } from '@/lib/core/crypto';
import { newId } from '@/lib/core/ids';
import { makeApiKey, makeMember, makeUser } from '@/lib/testing/factories/accounts';
import type { SeedResources } from '@/lib/testing/resources';

export const seedAccountResources: SeedResources = async ({ ctx, marker, secrets }) => {
  const { organizationId } = ctx;
  const user = await makeUser({ name: `${marker} member`, email: `${marker}@member.test` });
  await makeMember(organizationId, 'member', user);
  const key = await makeApiKey(organizationId, user.id, {
    name: `${marker} key`,
    scopes: ['read'],
  });
  const token = randomToken();
  const invitationId = newId();
  await ctx.db.invitation.create({
    data: {
      id: invitationId,
      organizationId,
      email: `${marker}@invited.test`,
      role: 'viewer',
      tokenHash: sha256(token),
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  secrets.push(key.key, sha256(key.key), token, sha256(token));
  return {
    'organizations/{id}': organizationId,
    'members/{userId}': user.id,
    'invitations/{id}': invitationId,
    'api-keys/{id}': key.id,
    // Where a key's credit limits are.
    'keys/{id}': key.id,
  };
};
