import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { ExecutionSchema } from '@/lib/executions/contract';

export const MESSAGE_STATUSES = ['streaming', 'complete', 'stopped', 'failed'] as const;
const MOST_ATTACHMENTS = 5;
const MOST_CHARACTERS = 100_000;

const PartSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string() }),
    z.object({ type: z.literal('reasoning'), text: z.string() }),
    z.object({
      type: z.literal('tool'),
      id: z.string(),
      name: z.string(),
      input: z.unknown(),
      output: z.unknown(),
      error: z.string().nullable(),
      /** from the call to its result; null while it runs */
      duration_ms: z.int().nullable(),
    }),
  ])
  .meta({ id: 'MessagePart' });

export type Part = z.output<typeof PartSchema>;
export type ToolPart = Extract<Part, { type: 'tool' }>;

/** What a message shows of its execution; the whole is at /api/v1/executions/{id}. */
const AnswerExecution = ExecutionSchema.pick({
  id: true,
  status: true,
  wait_reason: true,
  agent_id: true,
  agent_name: true,
  model: true,
  model_used: true,
  input_tokens: true,
  output_tokens: true,
  cost_usd: true,
  credits: true,
  latency_ms: true,
  error: true,
}).meta({ id: 'MessageExecution' });

const AttachmentSchema = z
  .object({ id: z.uuid(), agent_name: z.string().nullable(), status: z.string() })
  .meta({ id: 'MessageAttachment' });

export type Attachment = z.output<typeof AttachmentSchema>;

export const MessageSchema = z
  .object({
    id: z.uuid(),
    conversation_id: z.uuid(),
    role: z.enum(['user', 'assistant']),
    status: z.enum(MESSAGE_STATUSES),
    content: z.string(),
    parts: z.array(PartSchema).meta({
      description: 'Text, reasoning and tool calls of an answer, in the order they happened.',
    }),
    attachments: z.array(AttachmentSchema),
    execution: AnswerExecution.nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Message' });

export type MessageView = z.output<typeof MessageSchema>;

export const ConversationSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    agent_id: z.uuid().nullable(),
    agent_name: z.string().nullable(),
    streaming: z.boolean().meta({ description: 'An answer is being written.' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Conversation' });

export type ConversationView = z.output<typeof ConversationSchema>;

const tag = 'Chat';
const jsonApi = 'conversation';
const Id = z.object({ id: z.string().max(100) });
const Title = z.string().trim().min(1).max(200);

const SendInput = z
  .strictObject({
    conversation_id: z.uuid().optional().meta({ description: 'Left out: a new conversation.' }),
    agent_id: z.uuid().optional().meta({ description: 'Needed for a new conversation.' }),
    message: z.string().trim().min(1).max(MOST_CHARACTERS).optional().meta({
      description: 'Needed unless `regenerate` is given.',
    }),
    attachments: z.array(z.uuid()).max(MOST_ATTACHMENTS).optional().meta({
      description: 'Executions whose input and output the agent reads with the message.',
    }),
    regenerate: z.uuid().optional().meta({
      description: 'A message: its answer and what followed are replaced by a new answer.',
    }),
    edit: z
      .strictObject({ message_id: z.uuid() })
      .optional()
      .meta({ description: 'A message of yours: it and what followed are replaced.' }),
  })
  .meta({ id: 'ChatInput' });

export type SendInput = z.output<typeof SendInput>;

export const sendMessage = endpoint({
  id: 'sendChatMessage',
  method: 'POST',
  path: '/chat/send',
  auth: 'chat:write',
  tag,
  stream: 'always',
  summary: 'Send a message and stream the answer',
  description:
    'Server-sent events: `conversation` {id, title}, `message` {user_message_id, assistant_message_id, execution_id, …}, then those of the execution (`status`, `text`, `reasoning`, `tool_call`, `tool_result`, `restart`), then `done` {message, execution}. The answer goes on when the client leaves; resume with `Last-Event-ID` at /api/v1/executions/{id}/stream. Errors before the first event are plain JSON.',
  body: SendInput,
  responses: { 200: z.string() },
  errors: [
    'NOT_FOUND',
    'CONFLICT',
    'AGENT_NOT_ACTIVE',
    'AGENT_NOT_READY',
    'INSUFFICIENT_CREDITS',
    'FORBIDDEN',
  ],
  example: {
    body: { agent_id: '0198c5e0-0000-7000-8000-000000000000', message: 'Hello, world!' },
  },
});

export const listConversations = endpoint({
  id: 'listConversations',
  method: 'GET',
  path: '/api/v1/conversations',
  auth: 'chat:read',
  tag,
  jsonApi,
  summary: 'List your conversations',
  description: 'Your own only. `search` looks in titles and messages.',
  query: PageQuery.extend({ search: z.string().trim().max(200).optional() }),
  responses: { 200: pageOf(ConversationSchema) },
});

export const createConversation = endpoint({
  id: 'createConversation',
  method: 'POST',
  path: '/api/v1/conversations',
  auth: 'chat:write',
  tag,
  jsonApi,
  summary: 'Begin an empty conversation',
  body: z.strictObject({ title: Title.optional(), agent_id: z.uuid().nullable().optional() }),
  bodyOptional: true,
  responses: { 201: ConversationSchema },
  errors: ['NOT_FOUND'],
  example: { body: { title: 'Plans for the launch' } },
});

export const getConversation = endpoint({
  id: 'getConversation',
  method: 'GET',
  path: '/api/v1/conversations/{id}',
  auth: 'chat:read',
  tag,
  jsonApi,
  summary: 'Read a conversation',
  params: Id,
  responses: { 200: ConversationSchema },
  errors: ['NOT_FOUND'],
});

export const updateConversation = endpoint({
  id: 'updateConversation',
  method: 'PATCH',
  path: '/api/v1/conversations/{id}',
  auth: 'chat:write',
  tag,
  jsonApi,
  summary: 'Rename a conversation or choose another agent',
  params: Id,
  body: z.strictObject({ title: Title.optional(), agent_id: z.uuid().nullable().optional() }),
  responses: { 200: ConversationSchema },
  errors: ['NOT_FOUND'],
  example: { body: { title: 'Launch plan' } },
});

export const deleteConversation = endpoint({
  id: 'deleteConversation',
  method: 'DELETE',
  path: '/api/v1/conversations/{id}',
  auth: 'chat:write',
  tag,
  summary: 'Delete a conversation',
  description: 'It can be restored for an hour. Its executions stay.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

export const restoreConversation = endpoint({
  id: 'restoreConversation',
  method: 'POST',
  path: '/api/v1/conversations/{id}/restore',
  auth: 'chat:write',
  tag,
  jsonApi,
  summary: 'Restore a conversation deleted within the hour',
  params: Id,
  responses: { 200: ConversationSchema },
  errors: ['NOT_FOUND'],
});

export const listMessages = endpoint({
  id: 'listMessages',
  method: 'GET',
  path: '/api/v1/conversations/{id}/messages',
  auth: 'chat:read',
  tag,
  jsonApi: 'message',
  summary: 'Read the messages of a conversation',
  description: 'Newest first. Messages that an edit or a retry replaced are left out.',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(MessageSchema) },
  errors: ['NOT_FOUND'],
});

/** An agent as the chat's picker knows it. */
export interface AgentChoice {
  id: string;
  name: string;
  description: string;
  status: string;
  model: string | null;
  tools: string[];
  /** its model has no key here, so the sandbox answers */
  sandbox: boolean;
}
