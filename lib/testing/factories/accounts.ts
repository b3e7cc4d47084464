import { authenticate } from '@/lib/accounts/authenticate';
import { writeOrganization } from '@/lib/accounts/create-organization';
import { hashPassword } from '@/lib/accounts/password';
import { startSession } from '@/lib/accounts/start-session';
import { withSystemTx } from '@/lib/accounts/system-tx';
import { insertUser, type User } from '@/lib/accounts/users';
import { type Ctx, makeCtx } from '@/lib/core/context';
import { randomToken, sha256 } from '@/lib/core/crypto';
import { newId } from '@/lib/core/ids';
import type { Role } from '@/lib/core/scopes';

export const PASSWORD = 'password123';

let hashed: Promise<string> | undefined;

type NewUser = {
  id?: string;
  email?: string;
  name?: string;
  password?: string;
  verified?: boolean;
};

/** A user, verified unless told; the password is `PASSWORD` unless told. Belongs to no organization yet. */
export async function makeUser(given: NewUser = {}): Promise<User> {
  const id = given.id ?? newId();
  hashed ??= hashPassword(PASSWORD);
  const passwordHash = await (given.password ? hashPassword(given.password) : hashed);
  const email = given.email ?? `${id}@example.com`;
  const made = await withSystemTx(null, (tx) =>
    insertUser(tx, { id, email, name: given.name, passwordHash, verified: given.verified ?? true }),
  );
  if (!made) throw new Error(`${email} has an account already.`);
  return made;
}

/** An organization with an owner, without welcome credits. `ctx` acts as the owner, in a real session. */
export async function makeOrganization(given: { id?: string; name?: string; owner?: User } = {}) {
  const owner = given.owner ?? (await makeUser());
  const organization = await withSystemTx(given.id ?? newId(), (tx) =>
    writeOrganization(tx, { name: given.name ?? 'Acme', owner, welcome: false }),
  );
  const session = await makeSession(owner, organization.id);
  return { organization, owner, ...session };
}

/** A new member with a session; the user is made unless given. */
export async function makeMember(organizationId: string, role: Role, user?: User) {
  const member = user ?? (await makeUser());
  await withSystemTx(organizationId, (tx) =>
    tx.db.member.create({ data: { id: newId(), organizationId, userId: member.id, role } }),
  );
  return { user: member, ...(await makeSession(member, organizationId)) };
}

/** A signed-in session: its tokens, its cookie and a context for it. */
export async function makeSession(user: User, organizationId: string) {
  const session = await withSystemTx(organizationId, (tx) =>
    startSession(tx, user.id, { ip: '127.0.0.1', userAgent: 'factory' }),
  );
  const headers = { authorization: `Bearer ${session.tokens.access_token}` };
  return { session, headers, ctx: await ctxOf(headers) };
}

type NewKey = {
  name?: string;
  scopes?: string[];
  expiresAt?: Date;
  limitPerMinute?: number;
  limitPerHour?: number;
  key?: string;
};

/** An API key of a member; every scope unless told. */
export async function makeApiKey(organizationId: string, userId: string, given: NewKey = {}) {
  const { key = `fp_${randomToken()}`, ...rest } = given;
  const id = newId();
  await withSystemTx(organizationId, (tx) =>
    tx.db.apiKey.create({
      data: {
        id,
        organizationId,
        userId,
        name: 'Test key',
        scopes: ['*:*'],
        ...rest,
        keyHash: sha256(key),
        keyPreview: `${key.slice(0, 11)}…`,
      },
    }),
  );
  const headers = { authorization: `Bearer ${key}` };
  return { id, key, headers };
}

/** The context that the wrapper would make for these credentials. */
export async function ctxOf(headers: Record<string, string>): Promise<Ctx> {
  const found = await authenticate(new Headers(headers), { mount: 'api' });
  if (!found) throw new Error('These headers carry no credentials.');
  return makeCtx({ ...found.ctxParts, requestId: 'test' });
}
