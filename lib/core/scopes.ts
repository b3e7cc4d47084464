/** Scopes are `resource:action`; the actions are read, write, execute and admin. `*` stands for any. */
export type Scope = `${string}:${'read' | 'write' | 'execute' | 'admin'}`;

export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const EVERYTHING_BUT_ADMIN = ['*:read', '*:write', '*:execute'];

/** What each role may do. Owner-only rules (deleting the organization, touching owners) are in the verbs. */
export const ROLE_SCOPES: Record<Role, string[]> = {
  owner: ['*:*'],
  admin: ['*:*'],
  member: EVERYTHING_BUT_ADMIN,
  viewer: ['*:read'],
};

/** `read`, `write` and `admin` in canonical form; others as they are. */
export function expandScopes(scopes: readonly string[]): string[] {
  const short: Record<string, string[]> = {
    read: ['*:read'],
    write: EVERYTHING_BUT_ADMIN,
    admin: ['*:*'],
    '*': ['*:*'],
  };
  return [...new Set(scopes.flatMap((s) => short[s] ?? [s]))];
}

const ACTIONS = ['read', 'write', 'execute', 'admin'];

/** Whether the granted scopes cover the needed one (`agents:*` and `*:*` may be asked for too). */
export function allows(granted: readonly string[], needed: string): boolean {
  const [resource = '', action = ''] = needed.split(':');
  if (action === '*') return ACTIONS.every((a) => allows(granted, `${resource}:${a}`));
  return granted.some((g) => {
    const [r, a] = g.split(':');
    return (r === '*' || r === resource) && (a === '*' || a === action);
  });
}
