/** Every resource that a scope can name. A room that guards a new one adds it here. */
export const RESOURCES: readonly string[] = [
  'agents',
  'api_keys',
  'approvals',
  'apps',
  'audit',
  'billing',
  'chat',
  'configs',
  'connectors',
  'credentials',
  'credits',
  'deployments',
  'events',
  'executions',
  'installations',
  'jobs',
  'members',
  'models',
  'organization',
  'packages',
  'skills',
  'tests',
  'usage',
  'webhooks',
  'workflows',
];

const SHORT = ['read', 'write', 'admin'];

/** Whether a scope is one that some endpoint could ask for. */
export function isKnownScope(scope: string): boolean {
  if (SHORT.includes(scope)) return true;
  const [resource = ''] = scope.split(':');
  return resource === '*' || RESOURCES.includes(resource);
}
