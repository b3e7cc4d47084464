import type { Execution } from '@/generated/prisma/client';
import { estimateTokens, worstCase } from '@/lib/agents/models/cost';
import { ModelError } from '@/lib/agents/models/errors';
import { resolveModel } from '@/lib/agents/models/resolve';
import { modelSettings } from '@/lib/agents/models/settings';
import type { AgentRow } from '@/lib/agents/store';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hold } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import { writeAccepted } from '@/lib/executions/accept';
import { openingMessages } from '@/lib/executions/messages';
import { type Snapshot, snapshotOf, toolDefinitions } from '@/lib/executions/snapshot';

export interface StartInput {
  agent: AgentRow;
  input: Record<string, unknown>;
  source: 'api' | 'chat' | 'playground' | 'agent' | 'job' | 'test' | 'workflow' | 'a2a';
  overrides?: Parameters<typeof snapshotOf>[2];
  metadata?: Record<string, unknown>;
  conversationId?: string;
  parentId?: string;
  /** a fixed id makes the start happen once: a second start with it returns the first execution */
  id?: string;
  /** the API key whose spending limit counts, when it is not the caller's */
  keyId?: string;
}

/** The same without a saved agent: what runs is said in full. */
export type StartSnapshot = Omit<StartInput, 'agent' | 'overrides'> & {
  snapshot: Snapshot;
};

/**
 * Accepts an execution: credits reserved, row, event and job in one transaction.
 * Throws AGENT_NOT_ACTIVE (drafts run in their playground and chat of their makers only), AGENT_NOT_READY,
 * INSUFFICIENT_CREDITS.
 */
export async function startExecution(ctx: Ctx, start: StartInput): Promise<Execution> {
  return startSnapshot(ctx, { ...start, snapshot: await pinned(ctx, start) }, start.agent.id);
}

/** What an agent would run now. Throws as `startExecution` does, but spends nothing. */
export async function pinned(
  ctx: Ctx,
  { agent, source, overrides }: Pick<StartInput, 'agent' | 'source' | 'overrides'>,
): Promise<Snapshot> {
  if (agent.status !== 'active' && source !== 'playground')
    fail('AGENT_NOT_ACTIVE', `"${agent.name}" is ${agent.status}. Deploy it first.`);
  const snapshot = await snapshotOf(ctx, agent, overrides);
  if (!snapshot.runtime && (!snapshot.model || !snapshot.system.trim()))
    fail('AGENT_NOT_READY', 'This agent still needs a model and a system prompt.');
  return snapshot;
}

/** Accepts an execution of a model and a prompt that no agent was saved for. Throws INSUFFICIENT_CREDITS. */
export async function startSnapshot(
  ctx: Ctx,
  start: StartSnapshot,
  agentId: string | null = null,
): Promise<Execution> {
  const amount = firstCallCost(start.snapshot, start.input);
  return transaction(ctx, async (tx) => {
    if (start.id) {
      const known = await tx.db.execution.findUnique({ where: { id: start.id } });
      if (known) return known;
    }
    return accept(tx, start, agentId, amount);
  });
}

/** The most the first model call can cost, in micro-credits: what is reserved before anything runs. */
export function firstCallCost(snapshot: Snapshot, input: Record<string, unknown>): bigint {
  // The runtime's own costs are its operator's.
  if (snapshot.runtime) return 0n;
  try {
    const model = resolveModel(snapshot.model, modelSettings());
    const tokens = estimateTokens(openingMessages(input), {
      system: snapshot.system,
      tools: toolDefinitions(snapshot),
    });
    const most = worstCase(
      model.price,
      tokens,
      Math.min(snapshot.maxTokens, model.maxOutputTokens),
    );
    const cap = snapshot.limits.maxCredits;
    return cap !== null && microOf(cap) < most ? microOf(cap) : most;
  } catch (error) {
    // A model that cannot be called fails the execution with its sentence; nothing is reserved for it.
    if (error instanceof ModelError) return 0n;
    throw error;
  }
}

/** The API key whose spending limit counts: the caller's, or the one that started the parent. */
async function payingKey(tx: TxCtx, parentId: string | undefined): Promise<string | null> {
  if (tx.actor.kind === 'key') return tx.actor.id;
  if (!parentId) return null;
  const parent = await tx.db.creditHold.findFirst({
    where: { referenceType: 'execution', referenceId: parentId },
    select: { keyId: true },
  });
  return parent?.keyId ?? null;
}

async function accept(
  tx: TxCtx,
  start: StartSnapshot,
  agentId: string | null,
  amount: bigint,
): Promise<Execution> {
  const { snapshot, keyId, id = newId() } = start;
  const holdId = newId();
  const row = await writeAccepted(tx, { ...start, id, agentId, holdId });
  // Last, since all that spend wait for the wallet's row until this commits.
  await hold(tx, {
    id: holdId,
    amount,
    description: `Agent invocation: ${snapshot.name}`,
    reference: { type: 'execution', id },
    spender: { agentId, keyId: keyId ?? (await payingKey(tx, start.parentId)) },
  });
  return row;
}
