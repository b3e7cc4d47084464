import { findAgent } from '@/lib/agents/store';
import { TOOLS, type ToolName } from '@/lib/agents/tools.contract';
import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { creditsOf } from '@/lib/credits/money';
import { isObject, type JsonObject } from '@/lib/engine/json';
import type { Snapshot } from '@/lib/executions/snapshot';
import { firstCallCost, pinned, startSnapshot } from '@/lib/executions/start';
import { leftFor } from '@/lib/workflows/postgres/ceiling';
import type { Held } from '@/lib/workflows/postgres/claim';
import { workId } from '@/lib/workflows/postgres/interpret';
import type { Begun, How, Scheduled } from '@/lib/workflows/postgres/outside';
import { whileHeld } from '@/lib/workflows/postgres/while-held';
import { allowAgent, boundsOfRun } from '@/lib/workflows/steps/bounds';
import { StepFailure } from '@/lib/workflows/steps/failure';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const LONGEST_SECONDS = 600;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown) =>
  value === undefined || value === null || Number.isNaN(Number(value)) ? undefined : Number(value);

function failed(code: string, message: string): never {
  throw new StepFailure({ code, message, retryable: false });
}

/** Starts the execution that does an agent or llm step, once for each try. It goes on without this worker. */
export async function beginAgent(
  ctx: Ctx,
  held: Held,
  command: Scheduled,
  { share, signal }: How,
): Promise<Begun> {
  const { key, attempt, stepType, timeoutMs } = command;
  const id = workId(held.id, key, attempt);
  const begun: Begun = { event: null, workType: 'execution', workId: id };
  if (await ctx.db.execution.findUnique({ where: { id }, select: { id: true } })) return begun;
  const at = new Date().toISOString();
  const parked: Begun = {
    ...begun,
    workId: null,
    event: { type: 'CreditsExhausted', at, key, attempt },
  };
  const config = isObject(command.input) ? command.input : {};
  const agent = config.agentId === undefined ? null : await agentOf(ctx, config);
  const bounds = await boundsOfRun(ctx, held.id);
  if (agent) await allowAgent(ctx, bounds, agent);
  const snapshot = agent
    ? await pinned(ctx, { agent, source: 'workflow', overrides: overridesOf(config) })
    : { ...snapshotFor(command, config), grant: bounds };
  const input = inputOf(config, agent ? held.input : {});
  const { limits } = snapshot;
  if (timeoutMs !== null)
    limits.timeoutSeconds = Math.min(
      limits.timeoutSeconds,
      Math.max(1, Math.ceil(timeoutMs / 1000)),
    );
  limits.maxCredits = least(limits.maxCredits, number(config.maxCredits));
  limits.maxCredits = least(limits.maxCredits, bounds?.maxCredits ?? undefined);
  const budget = await leftFor(ctx, held);
  if (budget) {
    const first = firstCallCost(snapshot, input);
    if (budget.left <= 0n || budget.left < first) {
      // Others at work may leave some of what they have reserved.
      if (budget.reserved) return parked;
      const most = creditsOf(held.ceiling ?? 0n);
      failed('MAX_CREDITS', `The workflow's limit of ${most} credits is reached.`);
    }
    const part = budget.left / BigInt(Math.max(1, share));
    limits.maxCredits = least(limits.maxCredits, creditsOf(part > first ? part : first));
  }
  try {
    await whileHeld(ctx, held, signal, (tx) =>
      startSnapshot(
        tx,
        {
          ...{ id, snapshot, input },
          source: 'workflow',
          parentId: held.id,
          keyId: held.actorKind === 'key' ? (held.actorId ?? undefined) : undefined,
          metadata: { workflow: { runId: held.id, key, attempt, type: stepType } },
        },
        agent?.id,
      ),
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'INSUFFICIENT_CREDITS') return parked;
    throw error;
  }
  return begun;
}

const least = (own: number | null, given: number | undefined) =>
  given === undefined ? own : Math.min(own ?? given, given);

async function agentOf(ctx: Ctx, { agentId }: JsonObject) {
  const agent = await findAgent(ctx, String(agentId));
  return agent ?? failed('AGENT_NOT_FOUND', `There is no agent "${String(agentId)}".`);
}

function overridesOf(config: JsonObject) {
  const [model, temperature, tokens] = [
    text(config.model),
    number(config.temperature),
    number(config.maxTokens),
  ];
  return {
    ...(text(config.system) && { system_prompt: text(config.system) }),
    config: {
      ...(model && { model }),
      ...(temperature !== undefined && { temperature }),
      ...(tokens !== undefined && { max_tokens: tokens }),
    },
  } as Parameters<typeof pinned>[1]['overrides'];
}

/** What the agent is told: the prompt and the input; the run's own input when there is neither. */
function inputOf(config: JsonObject, fallback: unknown): JsonObject {
  const prompt = text(config.prompt);
  const { input, messages } = config;
  const given = isObject(input) ? input : input === undefined || input === null ? {} : { input };
  const all = {
    ...given,
    ...(prompt && { message: prompt }),
    ...(Array.isArray(messages) && { messages }),
    ...(typeof messages === 'string' && { message: messages }),
  };
  return Object.keys(all).length > 0 || !isObject(fallback) ? all : (fallback as JsonObject);
}

function snapshotFor({ stepId, stepType }: Scheduled, config: JsonObject): Snapshot {
  const names = Array.isArray(config.tools) ? config.tools : [];
  const unknown = names.find((it) => !Object.hasOwn(TOOLS, String(it)));
  if (unknown !== undefined) failed('TOOL_NOT_FOUND', `There is no tool "${String(unknown)}".`);
  return {
    agentId: NOBODY,
    name: stepId,
    model: String(config.model),
    maxTokens: number(config.maxTokens) ?? 4096,
    temperature: number(config.temperature) ?? 0.7,
    system: text(config.system) ?? 'You are one step of a workflow. Answer with the result only.',
    tools: names.map((it) => ({ name: String(it) as ToolName, config: {} })),
    limits: {
      maxSteps: stepType === 'llm' ? 1 : Math.max(1, Math.min(100, number(config.maxSteps) ?? 20)),
      timeoutSeconds: LONGEST_SECONDS,
      maxTokens: null,
      maxCredits: null,
    },
    outputSchema: isObject(config.schema) ? config.schema : null,
  };
}
