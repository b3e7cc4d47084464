/** What a key may do, as a choice of a few words. `custom` is made of single scopes. */
export const presets = [
  {
    value: 'read',
    label: 'Read only',
    hint: 'Sees agents, executions and everything else; changes nothing.',
  },
  {
    value: 'write',
    label: 'Read and write',
    hint: 'Also creates, changes, deploys and runs. No team, organization or API keys.',
  },
  { value: 'admin', label: 'Admin', hint: 'Everything you may do, team and API keys included.' },
  { value: 'custom', label: 'Custom', hint: 'Choose what it may do, one by one.' },
] as const;

export type Preset = (typeof presets)[number]['value'];

/** The scopes to ask for; a key that writes can read as well. */
export const scopesOf = (preset: Preset, chosen: readonly string[]): string[] =>
  preset === 'custom' ? [...chosen] : preset === 'write' ? ['read', 'write'] : [preset];

const sorted = (scopes: readonly string[]) => [...scopes].sort().join(' ');
const known = new Map([
  ['*:*', 'Admin'],
  ['*:read', 'Read only'],
  [sorted(['*:read', '*:write', '*:execute']), 'Read and write'],
]);

const words = (resource: string) =>
  resource === '*' ? 'everything' : resource.replaceAll('_', ' ');

/** A key's scopes in a few words: "Read and write", "Agents, executions and 3 more". */
export function describeScopes(scopes: readonly string[]): string {
  const preset = known.get(sorted(scopes));
  if (preset) return preset;
  const resources = [...new Set(scopes.map((scope) => words(scope.split(':')[0] ?? '')))];
  const rest = resources.length - 2;
  const text = resources.slice(0, 2).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const order = ['read', 'write', 'execute', 'admin'];
export const actionWords: Record<string, string> = {
  read: 'Read',
  write: 'Write',
  execute: 'Run',
  admin: 'Admin',
};

/** Scopes grouped by resource, actions in rising order of power. */
export function groupScopes(scopes: readonly string[]) {
  const groups = new Map<string, string[]>();
  for (const scope of scopes) {
    const [resource = '', action = ''] = scope.split(':');
    groups.set(resource, [...(groups.get(resource) ?? []), action]);
  }
  return [...groups].map(([resource, actions]) => ({
    resource,
    label: words(resource)
      .replace(/^./, (first) => first.toUpperCase())
      .replace('Api ', 'API '),
    actions: actions.sort((a, b) => order.indexOf(a) - order.indexOf(b)),
  }));
}
