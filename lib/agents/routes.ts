import {
  createAgent,
  deleteAgent,
  deployAgent,
  getAgent,
  listAgents,
  listModels,
  listTools,
  pauseAgent,
  updateAgent,
} from '@/lib/agents/contract';
import { modelsToChooseFrom } from '@/lib/agents/models/list';
import { create, deploy, pause, remove, update } from '@/lib/agents/save';
import {
  createSkillRow,
  findSkills,
  loadSkill,
  presentSkill,
  removeSkill,
  updateSkillRow,
} from '@/lib/agents/skills';
import {
  createSkill,
  deleteSkill,
  getSkill,
  listSkills,
  updateSkill,
} from '@/lib/agents/skills.contract';
import { findAgents, loadAgent, presentAgent } from '@/lib/agents/store';
import { TOOLS } from '@/lib/agents/tools.contract';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const agentRoutes = [
  bind(listAgents, async (ctx, { query }) => {
    const status = query.status ?? query['filter[status]'];
    const { rows, total } = await findAgents(ctx, { ...query, status });
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentAgent), limit, offset, total });
  }),
  bind(createAgent, async (ctx, { body }) => reply(201, presentAgent(await create(ctx, body)))),
  bind(getAgent, async (ctx, { params }) =>
    reply(200, presentAgent(await loadAgent(ctx, params.id))),
  ),
  bind(updateAgent, async (ctx, { params, body }) =>
    reply(200, presentAgent(await update(ctx, params.id, body))),
  ),
  bind(deleteAgent, async (ctx, { params }) => reply(204, await remove(ctx, params.id))),
  bind(deployAgent, async (ctx, { params }) =>
    reply(200, presentAgent(await deploy(ctx, params.id))),
  ),
  bind(pauseAgent, async (ctx, { params }) =>
    reply(200, presentAgent(await pause(ctx, params.id))),
  ),
  bind(listModels, async () => reply(200, { data: await modelsToChooseFrom() })),
  bind(listTools, async () =>
    reply(200, {
      data: Object.entries(TOOLS).map(([name, { inputSchema, ...rest }]) => ({
        name,
        ...rest,
        input_schema: inputSchema,
      })),
    }),
  ),
];

export const skillRoutes = [
  bind(listSkills, async (ctx, { query }) => {
    const { rows, total } = await findSkills(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentSkill), limit, offset, total });
  }),
  bind(createSkill, async (ctx, { body }) =>
    reply(201, presentSkill(await createSkillRow(ctx, body))),
  ),
  bind(getSkill, async (ctx, { params }) =>
    reply(200, presentSkill(await loadSkill(ctx, params.id))),
  ),
  bind(updateSkill, async (ctx, { params, body }) =>
    reply(200, presentSkill(await updateSkillRow(ctx, params.id, body))),
  ),
  bind(deleteSkill, async (ctx, { params }) => reply(204, await removeSkill(ctx, params.id))),
];
