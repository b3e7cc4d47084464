/** Rooms in the order of docs/architecture.md: each may import those before it. */
export const rooms = [
  'audit',
  'queue',
  'events',
  'accounts',
  'usage',
  'credits',
  'billing',
  'connectors',
  'webhooks',
  'agents',
  'packages',
  'deployments',
  'executions',
  'workflows',
  'approvals',
  'tests',
  'configs',
  'jobs',
  'installations',
  'chat',
  'graphql',
  'mcp',
  'a2a',
];

const before = ['core', 'engine'];
const after = ['worker', 'docs', 'api'];
const order = [...before, ...rooms, ...after];

/** The room that a path under lib/ belongs to, or null. */
export const roomOf = (path) => /^lib\/([^/]+)\//.exec(`${path}/`)?.[1] ?? null;

/** Whether the order knows this room; `testing` stands outside it. */
export const known = (room) => room === 'testing' || order.includes(room);

/** Whether a module in room `from` may import one in room `to`. */
export function mayImport(from, to) {
  if (from === to || from === 'testing') return true;
  if (to === 'testing') return false;
  return order.indexOf(to) < order.indexOf(from);
}
