import type { Execution, Message } from '@/generated/prisma/client';
import { findModel } from '@/lib/agents/models/catalog';
import { textTokens } from '@/lib/agents/models/cost';
import { type AgentRow, presentAgent } from '@/lib/agents/store';
import { attachedIds } from '@/lib/chat/present';
import type { Ctx } from '@/lib/core/context';
import { outwardStatus } from '@/lib/executions/present';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

/** Turns looked at, and tokens given, at most; a model with a smaller window gets fewer. */
const MOST_TURNS = 400;
const MOST_TOKENS = 60_000;
const SMALLEST_WINDOW = 8_000;
/** Characters of an attached execution's input, and of its output. */
const MOST_ATTACHED = 8_000;

/** Tokens that the conversation may take beside the prompt, the tools and the answer. */
export function historyBudget(agent: AgentRow): number {
  const { config, system_prompt } = presentAgent(agent);
  const window = findModel(config.model ?? '')?.contextWindow ?? SMALLEST_WINDOW;
  const rest = window - config.max_tokens - textTokens(system_prompt) - 2_000;
  return Math.max(1_000, Math.min(MOST_TOKENS, rest));
}

/**
 * The newest turns that fit in `budget` tokens, oldest first, beginning with the user's. The last one is kept
 * whatever its length.
 */
export function keepNewest(turns: readonly Turn[], budget: number): Turn[] {
  const kept: Turn[] = [];
  let left = budget;
  for (const turn of turns.toReversed()) {
    left -= textTokens(turn.content) + 4;
    if (left < 0 && kept.length > 0) break;
    kept.unshift(turn);
  }
  const first = kept.findIndex((t) => t.role === 'user');
  return first > 0 ? kept.slice(first) : kept;
}

/** The conversation up to and with `question`, as the model reads it. */
export async function historyFor(ctx: Ctx, question: Message, agent: AgentRow): Promise<Turn[]> {
  const rows = await ctx.db.message.findMany({
    where: {
      conversationId: question.conversationId,
      supersededAt: null,
      id: { lte: question.id },
    },
    orderBy: { id: 'desc' },
    take: MOST_TURNS,
  });
  const ids = [...new Set(rows.flatMap(attachedIds))];
  const executions = await ctx.db.execution.findMany({ where: { id: { in: ids } } });
  const byId = new Map(executions.map((e) => [e.id, e]));
  const turns = rows
    .toReversed()
    .map((row): Turn => {
      const attached = attachedIds(row).flatMap((id) => byId.get(id) ?? []);
      const content = [row.content, ...attached.map(describe)].join('\n\n');
      return { role: row.role as Turn['role'], content };
    })
    // An answer that failed before it said anything is nothing to go on from.
    .filter((turn) => turn.content.trim() !== '');
  return keepNewest(turns, historyBudget(agent));
}

function describe(row: Execution): string {
  const lines = [
    `[Attached execution ${row.id} of "${row.agentName ?? 'an agent'}": ${outwardStatus(row.status)}]`,
    `Input: ${clip(row.input)}`,
  ];
  if (row.output !== null) lines.push(`Output: ${clip(row.output)}`);
  if (row.error !== null) lines.push(`Error: ${clip(row.error)}`);
  return lines.join('\n');
}

function clip(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= MOST_ATTACHED ? text : `${text.slice(0, MOST_ATTACHED).toWellFormed()}…`;
}
