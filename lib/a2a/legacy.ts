import type {
  Artifact,
  Message,
  Part,
  StreamEvent,
  Task,
  TaskState,
  TaskStatus,
} from '@/lib/a2a/shapes';

/** Version 0.3 as a translation of 1.0: its methods, its requests and its answers. */
export const LEGACY_METHODS: Record<string, string> = {
  'message/send': 'SendMessage',
  'message/stream': 'SendStreamingMessage',
  'tasks/get': 'GetTask',
  'tasks/cancel': 'CancelTask',
  'tasks/resubscribe': 'SubscribeToTask',
  'tasks/pushNotificationConfig/set': 'CreateTaskPushNotificationConfig',
  'tasks/pushNotificationConfig/get': 'GetTaskPushNotificationConfig',
  'tasks/pushNotificationConfig/list': 'ListTaskPushNotificationConfigs',
  'tasks/pushNotificationConfig/delete': 'DeleteTaskPushNotificationConfig',
  'agent/getAuthenticatedExtendedCard': 'GetExtendedAgentCard',
};

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function partFrom(part: unknown): unknown {
  if (!isFields(part)) return part;
  const { metadata } = part;
  if (part.kind === 'text') return { text: part.text, metadata };
  if (part.kind === 'data') return { data: part.data, metadata };
  if (part.kind !== 'file' || !isFields(part.file)) return part;
  const { bytes, uri, mimeType, name } = part.file;
  return { raw: bytes, url: uri, mediaType: mimeType, filename: name, metadata };
}

const ROLES: Record<string, string> = { user: 'ROLE_USER', agent: 'ROLE_AGENT' };

/** The parameters of a 0.3 request as 1.0 has them; what is no such thing is left for validation. */
export function paramsFromLegacy(params: Fields): Fields {
  const { message, configuration, ...rest } = params;
  if (!isFields(message)) return params;
  const config = isFields(configuration) ? configuration : {};
  return {
    ...rest,
    message: {
      ...message,
      role: ROLES[String(message.role)] ?? message.role,
      parts: Array.isArray(message.parts) ? message.parts.map(partFrom) : message.parts,
    },
    configuration: {
      acceptedOutputModes: config.acceptedOutputModes,
      historyLength: config.historyLength,
      returnImmediately: config.blocking === false,
      taskPushNotificationConfig: config.pushNotificationConfig,
    },
  };
}

const legacyState = (state: TaskState): string =>
  state
    .replace(/^TASK_STATE_/, '')
    .toLowerCase()
    .replace('_', '-');

const partTo = ({ text, data, metadata }: Part) => ({
  ...(text === undefined ? { kind: 'data', data } : { kind: 'text', text }),
  ...(metadata && { metadata }),
});

const messageTo = ({ role, parts, ...rest }: Message) => ({
  kind: 'message',
  ...rest,
  role: role === 'ROLE_USER' ? 'user' : 'agent',
  parts: parts.map(partTo),
});

const statusTo = ({ state, message, timestamp }: TaskStatus) => ({
  state: legacyState(state),
  ...(message && { message: messageTo(message) }),
  timestamp,
});

const artifactTo = ({ parts, ...rest }: Artifact) => ({ ...rest, parts: parts.map(partTo) });

export const taskToLegacy = ({ status, artifacts, history, ...rest }: Task) => ({
  kind: 'task',
  ...rest,
  status: statusTo(status),
  ...(artifacts && { artifacts: artifacts.map(artifactTo) }),
  ...(history && { history: history.map(messageTo) }),
});

/** An event of a stream; `final` says that the stream ends with it. */
export function eventToLegacy(event: StreamEvent, final: boolean) {
  if ('task' in event) return taskToLegacy(event.task);
  if ('artifactUpdate' in event) {
    const { artifact, ...rest } = event.artifactUpdate;
    return { kind: 'artifact-update', ...rest, artifact: artifactTo(artifact) };
  }
  const { status, ...rest } = event.statusUpdate;
  return { kind: 'status-update', ...rest, status: statusTo(status), final };
}
