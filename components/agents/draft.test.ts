import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, emptyDraft, parseSchema, problemsOf } from '@/components/agents/draft';
import { AgentInput, type AgentView } from '@/lib/agents/contract';

const agent: AgentView = {
  id: '01a1fdc0-71cb-7690-b751-64c4105f207d',
  name: 'Triage',
  slug: 'triage',
  description: 'Sorts',
  status: 'active',
  system_prompt: 'You sort.',
  config: { model: 'claude-sonnet-4', max_tokens: 1024, temperature: 0.2 },
  tools: [
    { name: 'http_request', config: { allowed_hosts: ['example.com'] } },
    { name: 'calculator' },
  ],
  skill_ids: ['01a1fdc0-713d-7457-b06d-caefa3128f2f'],
  skills: [{ id: '01a1fdc0-713d-7457-b06d-caefa3128f2f', name: 'Plain language' }],
  limits: { max_steps: 5, timeout_seconds: 60, max_tokens: null, max_credits: 2.5 },
  runtime: 'fleetprompt',
  output_schema: { type: 'object' },
  a2a_enabled: true,
  a2a: { card_url: 'http://localhost/card', url: 'http://localhost/a2a' },
  deployed_at: null,
  created_at: '2026-11-21T10:56:50.124Z',
  updated_at: '2026-11-21T10:56:50.124Z',
};

describe('the draft of an agent', () => {
  it('sends an agent back as it came when nothing was changed', () => {
    const body = JSON.parse(JSON.stringify(bodyOf(draftOf(agent))));
    expect(body).toEqual({
      name: agent.name,
      description: agent.description,
      system_prompt: agent.system_prompt,
      config: agent.config,
      tools: agent.tools,
      skill_ids: agent.skill_ids,
      limits: { max_steps: 5, timeout_seconds: 60, max_credits: 2.5 },
      output_schema: agent.output_schema,
      a2a_enabled: true,
    });
    expect(AgentInput.safeParse(body).success).toBe(true);
  });

  it('asks for a name and nothing else', () => {
    expect(problemsOf(emptyDraft)).toEqual({ name: expect.any(String) });
    const named = { ...emptyDraft, name: ' A ' };
    expect(problemsOf(named)).toEqual({});
    expect(AgentInput.safeParse(JSON.parse(JSON.stringify(bodyOf(named)))).success).toBe(true);
  });

  it('names a figure that is out of bounds as the API would', () => {
    const wrong = { ...emptyDraft, name: 'A', temperature: '2.1', maxSteps: '1.5', timeout: 'x' };
    expect(Object.keys(problemsOf(wrong)).sort()).toEqual([
      'config.temperature',
      'limits.max_steps',
      'limits.timeout_seconds',
    ]);
  });

  it('takes an object as output schema, nothing as none, and refuses the rest', () => {
    expect(parseSchema(' ')).toEqual({ value: null });
    expect(parseSchema('{"type":"object"}')).toEqual({ value: { type: 'object' } });
    for (const typed of ['[]', '1', 'null', '{'])
      expect(parseSchema(typed)).toHaveProperty('problem');
  });
});
