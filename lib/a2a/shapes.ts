import { z } from 'zod';

/** The protocol's objects as version 1.0 writes them in JSON. Version 0.3 is translated to and from them. */
const Struct = z.record(z.string().max(200), z.unknown());

export const TASK_STATES = [
  'TASK_STATE_SUBMITTED',
  'TASK_STATE_WORKING',
  'TASK_STATE_COMPLETED',
  'TASK_STATE_FAILED',
  'TASK_STATE_CANCELED',
  'TASK_STATE_INPUT_REQUIRED',
  'TASK_STATE_REJECTED',
  'TASK_STATE_AUTH_REQUIRED',
] as const;

export type TaskState = (typeof TASK_STATES)[number];

export interface Part {
  text?: string;
  data?: unknown;
  raw?: string;
  url?: string;
  mediaType?: string;
  filename?: string;
  metadata?: Record<string, unknown>;
}

export interface Message {
  messageId: string;
  contextId?: string;
  taskId?: string;
  role: 'ROLE_USER' | 'ROLE_AGENT';
  parts: Part[];
  metadata?: Record<string, unknown>;
}

export interface Artifact {
  artifactId: string;
  name: string;
  parts: Part[];
}

export interface TaskStatus {
  state: TaskState;
  message?: Message;
  timestamp: string;
}

export interface Task {
  id: string;
  contextId: string;
  status: TaskStatus;
  artifacts?: Artifact[];
  history?: Message[];
  metadata?: Record<string, unknown>;
}

export interface StatusUpdate {
  taskId: string;
  contextId: string;
  status: TaskStatus;
}

export interface ArtifactUpdate {
  taskId: string;
  contextId: string;
  artifact: Artifact;
  append: boolean;
  lastChunk: boolean;
}

export type StreamEvent =
  | { task: Task }
  | { statusUpdate: StatusUpdate }
  | { artifactUpdate: ArtifactUpdate };

const Id = z.string().min(1).max(200);
/** Whoever writes defaults out sends "" for a field that is not set. */
const maybe = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());
const Flag = z.boolean().nullish();
const Count = z.int().min(0).max(1_000_000).nullish();

const PartInput = z.object({
  text: z.string().max(200_000).nullish(),
  data: z.unknown().optional(),
  raw: z.string().nullish(),
  url: z.string().nullish(),
  mediaType: z.string().max(200).nullish(),
  filename: z.string().max(500).nullish(),
  metadata: Struct.nullish(),
});

export const SendParams = z.object({
  message: z.object({
    messageId: Id,
    contextId: maybe(Id),
    taskId: maybe(Id),
    role: z.literal('ROLE_USER'),
    parts: z.array(PartInput).min(1).max(100),
    metadata: Struct.nullish(),
  }),
  configuration: z
    .object({
      acceptedOutputModes: z.array(z.string().max(200)).max(100).nullish(),
      historyLength: Count,
      returnImmediately: Flag,
      taskPushNotificationConfig: z.unknown().optional(),
    })
    .nullish(),
});

export const GetParams = z.object({ id: Id, historyLength: Count });
export const IdParams = z.object({ id: Id });

export const ListParams = z.object({
  contextId: maybe(Id),
  status: maybe(z.enum(['TASK_STATE_UNSPECIFIED', ...TASK_STATES])),
  pageSize: z.int().min(1).max(100).default(50),
  pageToken: maybe(z.string().max(200)),
  historyLength: Count,
  statusTimestampAfter: maybe(z.iso.datetime({ offset: true })),
  includeArtifacts: Flag,
});

export type Send = z.output<typeof SendParams>;
