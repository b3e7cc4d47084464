import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

const tag = 'A2A';
const Anything = z.record(z.string(), z.unknown());

export const AgentCardSchema = z
  .looseObject({
    name: z.string(),
    description: z.string(),
    version: z.string(),
    provider: z.object({ organization: z.string(), url: z.string() }),
    capabilities: Anything,
    securitySchemes: Anything,
    defaultInputModes: z.array(z.string()),
    defaultOutputModes: z.array(z.string()),
    skills: z.array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        tags: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: 'AgentCard',
    description:
      'Version 1.0 adds supportedInterfaces and securityRequirements, 0.3 adds url, protocolVersion and security.',
  });

const cached =
  'The header A2A-Version (1.0 or 0.3) picks the form; without it the card serves readers of both. With `ETag`, to be kept for five minutes.';

export const getAgentCard = endpoint({
  id: 'getAgentCard',
  method: 'GET',
  path: '/.well-known/agents/{organization}/{agent}/agent-card.json',
  auth: 'public',
  tag,
  summary: 'Read the A2A card of a public agent',
  description: `The organization by its id or slug, the agent by its slug or id. ${cached}`,
  params: z.object({ organization: z.string().max(100), agent: z.string().max(100) }),
  responses: { 200: AgentCardSchema, 304: null },
  errors: ['NOT_FOUND'],
});

export const getServerCard = endpoint({
  id: 'getServerCard',
  method: 'GET',
  path: '/.well-known/agent-card.json',
  auth: 'public',
  tag,
  summary: 'Read the A2A card of the agent that stands for this server',
  description: `The operator names it with A2A_DEFAULT_AGENT. ${cached}`,
  responses: { 200: AgentCardSchema, 304: null },
  errors: ['NOT_FOUND'],
});

export const listAgentCards = endpoint({
  id: 'listAgentCards',
  method: 'GET',
  path: '/.well-known/agents/{organization}',
  auth: 'public',
  tag,
  summary: 'List the public agents of an organization',
  params: z.object({ organization: z.string().max(100) }),
  query: PageQuery,
  responses: {
    200: pageOf(
      z.object({
        name: z.string(),
        description: z.string(),
        card_url: z.string(),
        url: z.string(),
      }),
    ),
  },
  errors: ['NOT_FOUND'],
});

const RpcId = z.unknown().meta({ description: 'A string, a number or null.' });

export const callAgentOverA2a = endpoint({
  id: 'callAgentOverA2a',
  method: 'POST',
  path: '/api/a2a/{agentId}',
  auth: 'agents:execute',
  tag,
  summary: 'Call an agent over A2A',
  description:
    'JSON-RPC 2.0. Version 1.0: SendMessage, SendStreamingMessage, GetTask, ListTasks, CancelTask, SubscribeToTask, GetExtendedAgentCard; version 0.3: message/send, message/stream, tasks/get, tasks/cancel, tasks/resubscribe, agent/getAuthenticatedExtendedCard. Errors of the protocol are answered with 200 and `error`. Streams are server-sent events, each one answer of JSON-RPC.',
  params: z.object({ agentId: z.string().max(100) }),
  bodyKind: 'raw',
  body: z
    .object({
      jsonrpc: z.literal('2.0'),
      id: RpcId.optional(),
      method: z.string(),
      params: Anything.optional(),
    })
    .meta({ id: 'A2aRequest' }),
  stream: 'accept',
  timeoutMs: 300_000,
  responses: {
    200: z
      .object({
        jsonrpc: z.literal('2.0'),
        id: RpcId,
        result: z.unknown().optional(),
        error: z.object({ code: z.int(), message: z.string(), data: z.array(Anything) }).optional(),
      })
      .meta({ id: 'A2aAnswer' }),
  },
  errors: ['NOT_FOUND', 'PAYLOAD_TOO_LARGE', 'REQUEST_TIMEOUT', 'UNSUPPORTED_MEDIA_TYPE'],
  example: {
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'SendMessage',
      params: {
        message: {
          messageId: '7f3c1a52-3b1e-4c57-9d0a-2a0f6a3a4c11',
          role: 'ROLE_USER',
          parts: [{ text: 'Sort this ticket: the site is down.' }],
        },
        configuration: { returnImmediately: true },
      },
    },
  },
});
