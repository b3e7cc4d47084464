import { liveSession } from '@/lib/accounts/authenticate';
import { organizationCredits } from '@/lib/accounts/credits';
import { sessionIdOf } from '@/lib/accounts/logout';

/** The present session as Pixell and next-auth's client read it; `{}` when there is none. */
export async function readSession(headers: Headers) {
  const id = await sessionIdOf(headers);
  const session = id ? await liveSession(id) : null;
  if (!session) return {};
  const { credits } = await organizationCredits(session.organizationId);
  return {
    user: {
      id: session.userId,
      email: session.email,
      name: session.name,
      // No session starts before the address is verified.
      email_verified: true,
      created_at: session.userCreatedAt.toISOString(),
    },
    organization: { id: session.organizationId, name: session.organizationName, credits },
    role: session.role,
    expires: session.expiresAt.toISOString(),
  };
}
