import { beforeAll } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import type { AgentRow } from '@/lib/agents/store';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { makeApiKey } from '@/lib/testing/factories/accounts';
import { type ServedApi, withServedApi } from '@/lib/testing/served-api';

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked at by name
export type Json = any;

/** Another agent than the one of the file, another key, more headers. */
interface As {
  agentId?: string;
  key?: string;
  headers?: object;
}

interface A2aAgent {
  api: ServedApi;
  agent: AgentRow;
  /** Another agent that is public over A2A. */
  publicAgent(more?: object): Promise<AgentRow>;
  /** Sends a body as it is. */
  post(body: BodyInit, as?: As): Promise<{ status: number; json: Json }>;
  /** Calls a method; the whole answer of JSON-RPC, or the events of a stream as text. */
  call(method: string, params?: unknown, as?: As): Promise<Json>;
  keyOf(...scopes: string[]): Promise<string>;
}

/** A message of version 1.0. */
export const message = (text: string, more = {}) => ({
  messageId: newId(),
  role: 'ROLE_USER',
  parts: [{ text }],
  ...more,
});

/** The API on a socket with an agent that is public over A2A, for the length of a test file. */
export function withA2aAgent(): A2aAgent {
  const api = withServedApi();
  const held = { api, publicAgent, post, call, keyOf } as A2aAgent;
  beforeAll(async () => {
    overrideEnv({ APP_URL: api.origin, baseUrl: api.origin });
    held.agent = await publicAgent();
  });

  async function publicAgent(more = {}) {
    const draft = await create(api.ctx, {
      name: 'Open',
      system_prompt: 'You help.',
      config: { model: 'sandbox' },
      a2a_enabled: true,
      ...more,
    });
    return deploy(api.ctx, draft.id);
  }

  async function post(body: BodyInit, { agentId, key = api.apiKey, headers }: As = {}) {
    const response = await fetch(`${api.origin}/api/a2a/${agentId ?? held.agent.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, json: isJson ? JSON.parse(text) : text };
  }

  async function call(method: string, params?: unknown, as?: As) {
    return (await post(JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }), as)).json;
  }

  async function keyOf(...scopes: string[]) {
    const { userId } = await api.ctx.db.member.findFirstOrThrow({});
    return (await makeApiKey(api.organizationId, userId, { scopes })).key;
  }
  return held;
}
