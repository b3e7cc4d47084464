import { welcomeGrant } from '@/lib/accounts/ports';
import { asUser, withSystemTx } from '@/lib/accounts/system-tx';
import { audit } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import { randomToken } from '@/lib/core/crypto';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';

export interface NewOrganization {
  name: string;
  owner: { id: string; email: string };
  /** whether it gets the welcome credits: only at sign-up, so that nobody can farm them */
  welcome: boolean;
}

export interface Organization {
  id: string;
  name: string;
  slug: string;
  createdAt: Date;
  updatedAt: Date;
}

/** Makes an organization with its first owner, in a transaction of its own. */
export function createOrganization(input: NewOrganization): Promise<Organization> {
  const id = newId();
  return withSystemTx(id, (tx) => writeOrganization(tx, input));
}

/** Makes the organization that `tx` was opened for. */
export async function writeOrganization(tx: TxCtx, input: NewOrganization): Promise<Organization> {
  const id = tx.organizationId;
  const rows = await tx.sql<Organization>(
    `insert into organizations (id, name, slug, updated_at) values ($1::uuid, $2::text, $3::text, now())
     returning id, name, slug, created_at as "createdAt", updated_at as "updatedAt"`,
    id,
    input.name,
    slugOf(input.name),
  );
  const made = rows[0] as Organization;
  await tx.db.member.create({
    data: { id: newId(), organizationId: id, userId: input.owner.id, role: 'owner' },
  });
  if (input.welcome) await welcomeGrant()(tx);
  const as = asUser(tx, input.owner);
  await audit(as, { action: 'organization.created', target: { type: 'organization', id } });
  await emit(as, 'organization.created', { organizationId: id, name: made.name });
  return made;
}

/** Readable and unguessed: the random end makes it unique without asking first. */
function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const end = randomToken(6)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x');
  return `${words || 'organization'}-${end}`;
}
