import type { FirstParty } from '@/prisma/packages/manifest';

/** `README.md` of a first-party package: what it is for, who works in it, and how it is started. */
export function readmeOf({ description, agents, skill, workflow }: FirstParty): string {
  const workers = agents.map((agent) => `- **${agent.name}**: ${sentence(agent.description)}`);
  const body = JSON.stringify({ input: { [workflow.input]: '…' } }, null, 2);
  return `${description} Each agent can be chatted with alone; the workflow runs them one after the other.

## What it brings
${workers.join('\n')}
- The skill **${skill.name}**, which ${agents.length > 1 ? 'they share' : 'it uses'}: ${sentence(skill.instructions.split('. ')[0] ?? '')}
- The workflow **${workflow.name}**: ${sentence(workflow.description)}

## Start it
Install it; nothing has to be configured. Open a chat with **${agents[0]?.name}**, or run the workflow with:

\`\`\`json
${body}
\`\`\`

\`${workflow.input}\` is ${small(workflow.asks)}. The answer of **${agents.at(-1)?.name}** is the workflow's output.

## What it may reach
No host, no connector and no credential. It spends credits on the models of its agents only.
`;
}

export const CHANGELOG = '## 1.0.0\nFirst published.\n';

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);
const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
