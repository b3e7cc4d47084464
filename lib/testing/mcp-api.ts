import { type Ctx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { makeApiKey } from '@/lib/testing/factories/accounts';
import { mcpClient } from '@/lib/testing/mcp-client';
import type { ServedApi } from '@/lib/testing/served-api';
import { saveDefinition } from '@/lib/workflows/definitions';

export const mcpUrl = (api: ServedApi, query = '') => `${api.origin}/api/mcp${query}`;

export const connect = (api: ServedApi, key = api.apiKey, query = '') =>
  mcpClient(mcpUrl(api, query), key);

type Given = { name?: string; slug?: string; prompt?: string };

/** An active agent on the sandbox model. */
export async function makeAgent(ctx: Ctx, given: Given = {}): Promise<string> {
  const id = newId();
  await ctx.db.agent.create({
    data: {
      id,
      organizationId: ctx.organizationId,
      name: given.name ?? `Agent ${id}`,
      slug: given.slug ?? `agent-${id}`,
      description: 'Answers questions',
      status: 'active',
      systemPrompt: given.prompt ?? 'Answer.',
      config: { model: 'sandbox', max_tokens: 256, temperature: 0 },
    },
  });
  return id;
}

/** A published workflow. */
export const makeWorkflow = (ctx: Ctx, definition: Record<string, unknown>) =>
  transaction(ctx, (tx) => saveDefinition(tx, { name: String(definition.name), definition }));

/** `Support triage` and `Greet people`. */
export async function makeSome(ctx: Ctx): Promise<void> {
  await makeAgent(ctx, { name: 'Support triage', slug: 'support-triage' });
  await makeWorkflow(ctx, {
    name: 'Greet people',
    inputSchema: { type: 'object', properties: { who: { type: 'string' } }, required: ['who'] },
    steps: [{ id: 'greet', type: 'set', config: { text: 'Hello {{ input.who }}' } }],
    output: '{{ steps.greet.output }}',
  });
}

/** A key of the owner with these scopes only. */
export async function keyOf(api: ServedApi, ...scopes: string[]): Promise<string> {
  const { actor } = api.ctx;
  if (actor.kind !== 'user') throw new Error('The owner is a person.');
  return (await makeApiKey(api.organizationId, actor.id, { scopes })).key;
}
