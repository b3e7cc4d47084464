import type { z } from 'zod';
import type { Prisma } from '@/generated/prisma/client';
import type { AgentInput, AgentPatch } from '@/lib/agents/contract';
import { checkServers } from '@/lib/agents/mcp-use';
import {
  type AgentRow,
  freeSlug,
  loadAgent,
  type Runtime,
  runtimeOf,
  setSkills,
} from '@/lib/agents/store';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';

type Patch = z.output<typeof AgentPatch>;
type ToolUses = NonNullable<Patch['tools']>;

function columns(input: Patch, before: object = {}) {
  const config = {
    ...before,
    ...input.config,
    ...(input.model !== undefined && { model: input.model }),
  };
  return {
    name: input.name,
    description: input.description,
    systemPrompt: input.system_prompt,
    config: input.config || input.model !== undefined ? config : undefined,
    tools: input.tools as Prisma.InputJsonValue | undefined,
    limits: input.limits,
    outputSchema:
      input.output_schema === null
        ? DB_NULL
        : (input.output_schema as Prisma.InputJsonValue | undefined),
    a2aEnabled: input.a2a_enabled,
  };
}

/** A slug can be taken between looking and writing; the unique index decides, and we look again. */
async function withFreeSlug<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if ((error as { code?: string }).code !== 'P2002' || attempt >= 5) throw error;
    }
  }
}

/** Makes a draft agent. */
export function create(ctx: Ctx, input: z.output<typeof AgentInput>): Promise<AgentRow> {
  return withFreeSlug(() =>
    transaction(ctx, async (tx) => {
      await checkServers(tx, input.tools);
      const id = newId();
      const by =
        ctx.actor.kind === 'user'
          ? ctx.actor.id
          : ctx.actor.kind === 'key'
            ? ctx.actor.userId
            : null;
      await tx.db.agent.create({
        data: {
          ...columns(input),
          id,
          organizationId: tx.organizationId,
          name: input.name,
          slug: await freeSlug(tx, input.name),
          createdById: by,
        },
      });
      if (input.skill_ids) await setSkills(tx, id, input.skill_ids);
      const made = await recorded(tx, id, 'agent.created');
      if (made.a2aEnabled) await auditA2a(tx, made);
      return made;
    }),
  );
}

/** Changes what is given; an active agent must stay able to run. */
export function update(ctx: Ctx, id: string, patch: Patch): Promise<AgentRow> {
  return transaction(ctx, async (tx) => {
    const before = await loadAgent(tx, id);
    await checkServers(tx, patch.tools, before.tools as ToolUses);
    await tx.db.agent.update({ where: { id }, data: columns(patch, before.config as object) });
    if (patch.skill_ids) await setSkills(tx, id, patch.skill_ids);
    const after = await recorded(tx, id, 'agent.updated');
    if (after.a2aEnabled !== before.a2aEnabled) await auditA2a(tx, after);
    if (after.status === 'active') requireReady(after);
    return after;
  });
}

/** Draft or paused → active. */
export function deploy(ctx: Ctx, id: string): Promise<AgentRow> {
  return transaction(ctx, async (tx) => {
    const agent = await loadAgent(tx, id);
    requireReady(agent);
    if (agent.status === 'active') return agent;
    await tx.db.agent.update({ where: { id }, data: { status: 'active', deployedAt: new Date() } });
    return recorded(tx, id, 'agent.deployed');
  });
}

/** Active → paused: new executions are refused. */
export function pause(ctx: Ctx, id: string): Promise<AgentRow> {
  return transaction(ctx, async (tx) => {
    const agent = await loadAgent(tx, id);
    if (agent.status === 'paused') return agent;
    if (agent.status !== 'active') fail('AGENT_NOT_ACTIVE', 'Only an active agent can be paused.');
    await tx.db.agent.update({ where: { id }, data: { status: 'paused' } });
    return recorded(tx, id, 'agent.paused');
  });
}

export function remove(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const agent = await loadAgent(tx, id);
    await audit(tx, {
      action: 'agent.deleted',
      target: { type: 'agent', id },
      data: { name: agent.name },
    });
    await emit(tx, 'agent.deleted', { agentId: id, name: agent.name });
    await tx.db.agent.delete({ where: { id } });
  });
}

/** Says which agent of an external runtime this one stands for, or with null that FleetPrompt runs it itself. */
export async function setRuntime(tx: TxCtx, id: string, runtime: Runtime | null): Promise<void> {
  await tx.db.agent.update({ where: { id }, data: { runtime: runtime ?? DB_NULL } });
}

function requireReady(agent: AgentRow): void {
  if (runtimeOf(agent)) return;
  const missing: string[] = [];
  if (!(agent.config as { model?: string }).model) missing.push('a model (config.model)');
  if (!agent.systemPrompt.trim()) missing.push('a system prompt (system_prompt)');
  if (missing.length > 0)
    fail('AGENT_NOT_READY', `This agent still needs ${missing.join(' and ')}.`);
}

/** Who opened an agent to the world, or closed it, is a deed of its own. */
const auditA2a = (tx: TxCtx, { id, name, a2aEnabled }: AgentRow): Promise<void> =>
  audit(tx, {
    action: a2aEnabled ? 'agent.a2a_enabled' : 'agent.a2a_disabled',
    target: { type: 'agent', id },
    data: { name },
  });

async function recorded(
  tx: TxCtx,
  id: string,
  action: 'agent.created' | 'agent.updated' | 'agent.deployed' | 'agent.paused',
): Promise<AgentRow> {
  const row = await loadAgent(tx, id);
  await audit(tx, { action, target: { type: 'agent', id }, data: { name: row.name } });
  await emit(tx, action, { agentId: id, name: row.name, status: row.status });
  return row;
}
