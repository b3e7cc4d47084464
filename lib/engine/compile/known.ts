import { isObject } from '../json';
import type { Draft } from './collect';
import type { Problems } from './problems';

/** What a definition may name that only the host knows of. */
export type KnownKind =
  | 'agent'
  | 'model'
  | 'credential'
  | 'connector'
  | 'connector_type'
  | 'action'
  | 'workflow'
  | 'task_type'
  | 'mcp_server'
  | 'secret';

/** A literal name in a definition; `null` where it is only decided when the run reaches it. */
export type Named = { kind: KnownKind; id: string | null; path: string };

const BY_TYPE: Readonly<Record<string, readonly (readonly [string, KnownKind])[]>> = {
  agent: [
    ['agentId', 'agent'],
    ['model', 'model'],
  ],
  llm: [['model', 'model']],
  http_request: [['credentialId', 'credential']],
  connector: [
    ['connectorId', 'connector'],
    ['connectorType', 'connector_type'],
    ['credentialId', 'credential'],
  ],
  workflow: [['workflowId', 'workflow']],
  job: [['task_type', 'task_type']],
  mcp_tool: [['server', 'mcp_server']],
};

/** Everything outside that a step names. An action's id is `slack.send_message`. */
export function named({ type, config, path }: Pick<Draft, 'type' | 'config' | 'path'>): Named[] {
  const found: Named[] = [];
  for (const [key, kind] of BY_TYPE[type] ?? []) {
    const value = config[key];
    if (typeof value !== 'string') continue;
    found.push({ kind, id: value.includes('{{') ? null : value, path: `${path}.config.${key}` });
  }
  const { connectorType, action } = config;
  if (type === 'connector' && typeof connectorType === 'string' && typeof action === 'string') {
    const literal = !`${connectorType}${action}`.includes('{{');
    const id = literal ? `${connectorType}.${action}` : null;
    found.push({ kind: 'action', id, path: `${path}.config.action` });
  }
  return found;
}

const WORDS: Record<KnownKind, string> = {
  agent: 'agent',
  model: 'model',
  credential: 'credential',
  connector: 'connector',
  connector_type: 'type of connector',
  action: 'action',
  workflow: 'workflow',
  task_type: 'type of job',
  mcp_server: 'MCP server',
  secret: 'secret',
};

/** Notes every literal name that the host does not know. */
export function checkKnown(
  drafts: Iterable<Draft>,
  known: (kind: KnownKind, id: string) => boolean,
  problems: Problems,
): void {
  for (const draft of drafts) {
    problems.step = draft.id;
    for (const { kind, id, path } of named(draft)) {
      if (id === null || known(kind, id)) continue;
      problems.add(path, 'not_found', `There is no ${WORDS[kind]} "${id.slice(0, 200)}".`);
    }
    for (const [path, id] of secretsIn(draft.config, `${draft.path}.config`)) {
      if (!known('secret', id)) problems.add(path, 'not_found', `There is no secret "${id}".`);
    }
  }
  problems.step = undefined;
}

/** The secrets that a config's templates name, with the place of each. */
export function secretsIn(value: unknown, path: string, depth = 0): [path: string, id: string][] {
  if (typeof value === 'string') {
    const found = value.matchAll(
      /\{\{\s*secrets(?:\.([A-Za-z_$][\w$]*)|\[\s*["']([^"']+)["']\s*\])\s*\}\}/g,
    );
    return [...found].map((it) => [path, it[1] ?? it[2] ?? '']);
  }
  if (depth > 50) return [];
  if (Array.isArray(value))
    return value.flatMap((it, i) => secretsIn(it, `${path}[${i}]`, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, it]) => secretsIn(it, `${path}.${key}`, depth + 1));
}
