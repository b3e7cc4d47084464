import { pool } from '@/lib/core/db/pool';
import { isUuid, newId } from '@/lib/core/ids';
import { ROLES, type Role } from '@/lib/core/scopes';
import { grantWelcome } from '@/lib/credits/grant';
import { makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { FIELDS, seeds, type Tenant } from '@/lib/testing/resources';

export interface Principal {
  name: string;
  headers: Record<string, string>;
}

export interface FullTenant extends Tenant {
  ownerId: string;
  /** one signed-in person per role */
  roles: Record<Role, Principal>;
}

/** An organization with one of every resource of every room, and a session for each role. */
export async function makeTenant(marker: string): Promise<FullTenant> {
  const { organization, owner, headers, ctx } = await makeOrganization({ name: `${marker} Inc` });
  await grantWelcome(ctx);
  const tenant: Tenant = {
    organizationId: organization.id,
    ctx,
    marker,
    ids: {},
    secrets: [],
  };
  for (const seed of seeds) Object.assign(tenant.ids, await seed(tenant));
  const roles: Partial<Record<Role, Principal>> = { owner: { name: 'owner', headers } };
  for (const role of ROLES.filter((one) => one !== 'owner')) {
    const member = await makeMember(organization.id, role);
    roles[role] = { name: role, headers: member.headers };
  }
  return { ...tenant, ownerId: owner.id, roles: roles as Record<Role, Principal> };
}

/** A key of the owner that has exactly these scopes. */
export async function keyWith(tenant: FullTenant, ...scopes: string[]): Promise<Principal> {
  const { headers } = await makeApiKey(tenant.organizationId, tenant.ownerId, { scopes });
  return { name: `a key with ${scopes.join(' ')}`, headers };
}

/** Path parameters filled with a tenant's ids. Throws for a path whose resource nobody seeds. */
export function paramsOf(path: string, ids: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (!name) return;
    const resource = `${segments[i - 1]}/${segment}`;
    const id = ids[resource];
    if (!id) throw new Error(`No seed makes ${resource}: add it to lib/testing/resources.ts.`);
    out[name] = id;
  });
  return out;
}

/** Ids of nothing, for comparison with ids of the other tenant. */
export const strangers = (ids: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(ids).map((key) => [key, newId()]));

/** A value with every field that names a resource pointing at this tenant's; null when it has none. */
export function pointAt(value: unknown, ids: Record<string, string>): unknown {
  let touched = false;
  const walk = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([key, inner]) => {
        const id = ids[FIELDS[key] ?? ''];
        if (!id) return [key, walk(inner)];
        touched = true;
        return [key, Array.isArray(inner) ? [id] : id];
      }),
    );
  };
  const out = walk(value);
  return touched ? out : null;
}

/**
 * Everything the database holds of an organization, as text per table: equal before and after means
 * that not a byte has changed. The request counters are left out: they are about the caller.
 */
export async function rowsOf(organizationId: string): Promise<Record<string, string>> {
  if (!isUuid(organizationId)) throw new Error('Not an id.');
  const tables = await pool().query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'organization_id' and table_name <> 'api_request_hours'
     order by 1`,
  );
  const out: Record<string, string> = {};
  const read = async (name: string, where: string) => {
    const { rows } = await pool().query<{ all: string }>(
      `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as all from ${name} t where ${where}`,
      [organizationId],
    );
    out[name] = rows[0]?.all ?? '';
  };
  for (const { name } of tables.rows) await read(`"${name}"`, 'organization_id = $1');
  await read('organizations', 'id = $1');
  await read('users', 'id in (select user_id from members where organization_id = $1)');
  return out;
}
