import type { z } from 'zod';
import type { AgentInput } from '@/lib/agents/contract';
import type { SkillInput } from '@/lib/agents/skills.contract';

/** What the demo organization begins with. */
export const DEMO_SKILLS: z.input<typeof SkillInput>[] = [
  {
    name: 'Plain language',
    description: 'Short sentences that anyone can follow.',
    instructions:
      'Write in short sentences. Use common words. Explain a term the first time you use it. Never pad.',
  },
  {
    name: 'Show your working',
    description: 'Numbers are calculated, not guessed, and the steps are shown.',
    instructions:
      'Calculate every number with the calculator tool. Show the expression beside the result. Say what you assumed.',
    tools: [{ name: 'calculator' }],
  },
  {
    name: 'Cite sources',
    description: 'Every claim says where it comes from.',
    instructions:
      'When you read something from the web, name its address after the claim. Say so when you could not check something.',
    tools: [{ name: 'http_request' }],
  },
];

type DemoAgent = z.input<typeof AgentInput> & { skills: string[]; deploy: boolean };

export const DEMO_AGENTS: DemoAgent[] = [
  {
    name: 'Support triage',
    description: 'Sorts incoming messages by urgency and topic, and drafts a first reply.',
    system_prompt:
      'You triage support messages. Answer with: urgency (low, normal, high, critical), topic in two or three words, a one-line summary, and a friendly draft reply of at most 80 words.',
    config: { model: 'claude-sonnet-4', max_tokens: 1024, temperature: 0.2 },
    skills: ['Plain language'],
    deploy: true,
  },
  {
    name: 'Number cruncher',
    description: 'Answers questions with numbers in them, and shows how it got there.',
    system_prompt:
      'You answer quantitative questions. Break the question into steps, calculate each step with your tools, and finish with the answer on a line of its own.',
    config: { model: 'gpt-4', max_tokens: 1024, temperature: 0 },
    tools: [{ name: 'calculator' }, { name: 'current_time' }],
    skills: ['Show your working'],
    deploy: true,
  },
  {
    name: 'Researcher',
    description: 'Reads public web pages and sums up what they say, with sources.',
    system_prompt:
      'You research questions on the public web. Fetch the pages you need, compare what they say, and write a summary of at most 200 words with sources.',
    config: { model: 'claude-opus-4', max_tokens: 2048, temperature: 0.3 },
    tools: [{ name: 'http_request' }, { name: 'current_time' }],
    skills: ['Cite sources', 'Plain language'],
    deploy: true,
  },
  {
    name: 'Coordinator',
    description: 'Hands parts of a task to the other agents and puts their answers together.',
    system_prompt:
      'You coordinate other agents. Split the task, call the agent that suits each part (support-triage, number-cruncher, researcher), and combine what they answer.',
    config: { model: 'claude-sonnet-4', max_tokens: 2048, temperature: 0.4 },
    tools: [{ name: 'call_agent' }],
    skills: [],
    deploy: true,
  },
  {
    name: 'Release notes',
    description: 'A draft to finish: turns commit messages into release notes.',
    system_prompt:
      'You turn commit messages into release notes for users. Group them under Added, Changed and Fixed. Leave out what users cannot notice.',
    config: { model: 'claude-sonnet-4', max_tokens: 2048, temperature: 0.5 },
    skills: ['Plain language'],
    deploy: false,
  },
];
