import { findModel } from '@/lib/agents/models/catalog';
import { missingSetting } from '@/lib/agents/models/resolve';
import { modelSettings } from '@/lib/agents/models/settings';
import { type AgentRow, findAgents, presentAgent } from '@/lib/agents/store';
import type { AgentChoice } from '@/lib/chat/contract';
import type { Ctx } from '@/lib/core/context';

/** The newest hundred agents as the chat's picker shows them, and how many there are. */
export async function agentChoices(ctx: Ctx): Promise<{ agents: AgentChoice[]; total: number }> {
  const { rows, total } = await findAgents(ctx, { limit: 100, offset: 0 });
  return { agents: rows.map(choiceOf), total };
}

function choiceOf(row: AgentRow): AgentChoice {
  const { id, name, description, status, config, tools } = presentAgent(row);
  const model = findModel(config.model ?? '');
  const settings = modelSettings();
  const stoodIn =
    model !== undefined && settings.mode === 'development' && !!missingSetting(model, settings);
  return {
    id,
    name,
    description,
    status,
    model: config.model,
    tools: tools.map((t) => t.name),
    sandbox: model?.provider === 'sandbox' || stoodIn,
  };
}
