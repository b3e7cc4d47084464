import { z } from 'zod';
import { ToolUse } from '@/lib/agents/tool-use';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().max(2000).optional(),
  instructions: z.string().max(100_000).optional(),
  tools: z.array(ToolUse).max(50).optional(),
};

export const SkillInput = z.strictObject(fields).meta({ id: 'SkillInput' });
export const SkillPatch = z
  .strictObject({ ...fields, name: fields.name.optional() })
  .meta({ id: 'SkillPatch' });

export const SkillSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    instructions: z.string(),
    tools: z.array(
      z.object({ name: z.string(), config: z.record(z.string(), z.unknown()).optional() }),
    ),
    agents: z.int().meta({ description: 'How many agents use it.' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Skill', description: 'Named instructions plus tools that agents can share.' });

const Id = z.object({ id: z.string().max(100) });
const tag = 'Skills';
const jsonApi = 'skill';

export const listSkills = endpoint({
  id: 'listSkills',
  method: 'GET',
  path: '/api/v1/skills',
  auth: 'skills:read',
  tag,
  jsonApi,
  summary: 'List skills',
  query: PageQuery.extend({ search: z.string().max(200).optional() }),
  responses: { 200: pageOf(SkillSchema) },
});

export const createSkill = endpoint({
  id: 'createSkill',
  method: 'POST',
  path: '/api/v1/skills',
  auth: 'skills:write',
  tag,
  jsonApi,
  summary: 'Create a skill',
  body: SkillInput,
  responses: { 201: SkillSchema },
  example: { body: { name: 'Plain language', instructions: 'Write short sentences. No jargon.' } },
});

export const getSkill = endpoint({
  id: 'getSkill',
  method: 'GET',
  path: '/api/v1/skills/{id}',
  auth: 'skills:read',
  tag,
  jsonApi,
  summary: 'Read a skill',
  params: Id,
  responses: { 200: SkillSchema },
  errors: ['NOT_FOUND'],
});

export const updateSkill = endpoint({
  id: 'updateSkill',
  method: 'PATCH',
  path: '/api/v1/skills/{id}',
  auth: 'skills:write',
  tag,
  jsonApi,
  summary: 'Change a skill',
  params: Id,
  body: SkillPatch,
  responses: { 200: SkillSchema },
  errors: ['NOT_FOUND'],
  example: { body: { description: 'For customers' } },
});

export const deleteSkill = endpoint({
  id: 'deleteSkill',
  method: 'DELETE',
  path: '/api/v1/skills/{id}',
  auth: 'skills:write',
  tag,
  summary: 'Delete a skill',
  description: 'Agents that used it go on without it.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});
