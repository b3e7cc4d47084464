export interface FirstParty {
  name: string;
  title: string;
  description: string;
  category: string;
  tags: string[];
  agents: { name: string; description: string; prompt: string; temperature: number }[];
  skill: { name: string; instructions: string };
  /** the agents in their order, each given what the one before it wrote */
  workflow: { name: string; description: string; input: string; asks: string };
}

/** A step's name, as the workflow language takes it. */
const idOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/** The definition that runs a package's agents one after the other. */
export function workflowOf({ workflow, agents }: FirstParty) {
  return {
    name: workflow.name,
    description: workflow.description,
    inputSchema: {
      type: 'object',
      properties: { [workflow.input]: { type: 'string', description: workflow.asks } },
      required: [workflow.input],
    },
    triggers: [{ type: 'manual' }],
    settings: { timeout: '10m' },
    steps: agents.map((agent, i) => {
      const before = agents[i - 1];
      const given = `{{ input.${workflow.input} }}`;
      return {
        id: idOf(agent.name),
        name: agent.name,
        type: 'agent',
        config: {
          agentId: agent.name,
          prompt: before
            ? `The original:\n${given}\n\nWritten so far:\n{{ steps.${idOf(before.name)}.output }}`
            : given,
        },
      };
    }),
    output: `{{ steps.${idOf(agents.at(-1)?.name ?? '')}.output }}`,
  };
}

/** `manifest.json` of a first-party package. */
export const manifestOf = (one: FirstParty) => ({
  name: one.name,
  version: '1.0.0',
  display_name: one.title,
  description: one.description,
  author: 'FleetPrompt',
  license: 'MIT',
  category: one.category,
  tags: one.tags,
  pricing_model: 'free',
  skills: [one.skill],
  agents: one.agents.map(({ name, description, prompt, temperature }) => ({
    name,
    description,
    system_prompt: prompt,
    config: { max_tokens: 4096, temperature },
    skills: [one.skill.name],
    tools: [],
  })),
  workflows: [workflowOf(one)],
  permissions: { hosts: [] },
});
