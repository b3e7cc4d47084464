import type { Agent } from '@fleetprompt/sdk';
import { type Command, type Context, UsageError } from '../command';
import { readText } from '../given-json';
import { execute } from './execute';
import { LIMIT } from './listing';

const MODEL = 'claude-sonnet-4';

export const agents: Command[] = [
  {
    name: 'agents:list',
    aliases: ['agents'],
    options: { ...LIMIT, status: { value: 'status', says: 'draft, active or paused' } },
    says: 'List all agents',
    async run({ terminal, given, client, json }) {
      const query = { status: given.text('status') as Agent['status'] | undefined };
      const list = client().agents.list(query).toArray(given.number('limit'));
      const found = await terminal.during('Loading agents …', list);
      if (json) terminal.json(found);
      else if (found.length === 0) terminal.note('No agents yet. Make one: fleet agents:create');
      else {
        terminal.out(terminal.color('bold', 'Your Agents:'));
        for (const agent of found) terminal.out(`${described(terminal, agent)}\n`);
      }
      return 0;
    },
  },
  {
    name: 'agents:get',
    args: ['<agent-id>'],
    says: 'Show an agent',
    async run({ terminal, given, client, json }) {
      const agent = await client().getAgent(given.args[0] as string);
      if (json) terminal.json(agent);
      else {
        terminal.out(described(terminal, agent));
        if (agent.description) terminal.out(`  ${agent.description}`);
        if (agent.system_prompt) terminal.out(`\n${agent.system_prompt}`);
      }
      return 0;
    },
  },
  {
    name: 'agents:create',
    aliases: ['create'],
    options: {
      name: { value: 'name', says: 'What it is called' },
      description: { value: 'text', says: 'What it is for' },
      prompt: { value: 'text', says: 'Its system prompt' },
      'prompt-file': { value: 'file', says: 'Its system prompt, from a file' },
      model: { value: 'model', says: `The model it runs on (${MODEL})` },
    },
    says: 'Create a new agent; what is not given is asked',
    run: create,
  },
  {
    name: 'agents:deploy',
    aliases: ['deploy'],
    args: ['<agent-id>'],
    says: 'Deploy an agent',
    async run({ terminal, given, client, json }) {
      const call = client().deployAgent(given.args[0] as string);
      const agent = await terminal.during('Deploying agent …', call);
      if (json) terminal.json(agent);
      else terminal.out(terminal.color('green', `✓ Agent deployed: ${agent.name}`));
      return 0;
    },
  },
  {
    name: 'agents:execute',
    aliases: ['execute'],
    args: ['<agent-id>'],
    options: {
      input: { value: 'json', short: 'i', says: 'Input as JSON string, or @file' },
      message: { value: 'text', short: 'm', says: 'The same as {"message": text}' },
      stream: { says: 'Print the answer while it is written' },
      'no-wait': { says: 'Return once it is accepted' },
    },
    says: 'Execute an agent',
    run: execute,
  },
  {
    name: 'agents:pause',
    args: ['<agent-id>'],
    says: 'Pause an agent',
    async run({ terminal, given, client, json }) {
      const agent = await client().agents.pause(given.args[0] as string);
      if (json) terminal.json(agent);
      else terminal.out(`✓ Agent paused: ${agent.name}`);
      return 0;
    },
  },
  {
    name: 'agents:delete',
    args: ['<agent-id>'],
    says: 'Delete an agent',
    async run({ terminal, given, client, json }) {
      const [id = ''] = given.args;
      await client().deleteAgent(id);
      if (json) terminal.json({ id, deleted: true });
      else terminal.out('✓ Agent deleted');
      return 0;
    },
  },
];

const described = (terminal: Context['terminal'], { id, name, status, config }: Agent): string =>
  `  ${terminal.color('cyan', name)} (${status})\n  ID: ${id}\n  Model: ${config.model ?? 'none yet'}`;

async function create({ terminal, given, client, json }: Context): Promise<number> {
  const file = given.text('prompt-file');
  const asked = given.text('name') === undefined;
  const answer = (option: string, question: string, fallback = '') =>
    given.text(option) ??
    (asked ? terminal.ask(question, { fallback }).catch(unlessNeeded(fallback)) : fallback);
  const name = asked ? await terminal.ask('Agent name:') : (given.text('name') as string);
  if (!name) throw new UsageError('An agent needs a name: give --name.');
  const description = await answer('description', 'Description:');
  const prompt = file ? readText(file) : await answer('prompt', 'System prompt:');
  const model = await answer('model', `Model (press enter for ${MODEL}):`, MODEL);
  const call = client().createAgent({
    name,
    description,
    system_prompt: prompt,
    config: { model, max_tokens: 4096, temperature: 0.7 },
  });
  const agent = await terminal.during('Creating agent …', call);
  if (json) terminal.json(agent);
  else {
    terminal.out(terminal.color('green', `✓ Created agent: ${agent.name}`));
    terminal.out(`  ID: ${agent.id}`);
  }
  return 0;
}

/** Answers that are piped in may end before the last question. */
const unlessNeeded = (fallback: string) => (error: unknown) => {
  if (error instanceof UsageError) return fallback;
  throw error;
};
