import type { AgentChoice } from '@/lib/chat/contract';

export interface Suggestion {
  label: string;
  /** what is sent, when it is not the label */
  text?: string;
}

const TOOLS: Record<string, Suggestion> = {
  calculator: { label: 'What is 18% of 2,450, and how did you get there?' },
  current_time: { label: 'What time is it in Tokyo right now?' },
  http_request: { label: 'Read https://example.com and tell me what it says' },
  call_agent: { label: 'Which agents can you call, and what for?' },
};

/** The sandbox does what it is told in these words, so that everything can be seen without a key. */
const SANDBOX: Record<string, Suggestion> = {
  calculator: {
    label: 'Call the calculator',
    text: 'use tool calculator {"expression": "0.18 * 2450"}',
  },
  current_time: {
    label: 'Ask for the current time',
    text: 'use tool current_time {"timezone": "Asia/Tokyo"}',
  },
};

/** Up to four first messages that show what this agent is for. */
export function suggestionsFor(agent: AgentChoice, agents: readonly AgentChoice[]): Suggestion[] {
  const other = agents.find((a) => a.id !== agent.id && a.status === 'active');
  const sandbox = {
    ...SANDBOX,
    ...(other && {
      call_agent: {
        label: `Call ${other.name}`,
        text: `use tool call_agent ${JSON.stringify({ agent: other.name, message: 'Hello' })}`,
      },
    }),
  };
  const known: Record<string, Suggestion> = agent.sandbox ? sandbox : TOOLS;
  const tools = agent.tools.flatMap((name) => known[name] ?? []);
  const general: Suggestion[] = agent.sandbox
    ? [
        { label: 'What are your instructions?' },
        { label: 'Watch a long answer arrive', text: '[[sandbox: words=250 delay=30]]' },
      ]
    : [{ label: 'What can you help me with?' }, { label: 'Give me an example of your work' }];
  return [...tools.slice(0, 2), ...general].slice(0, 4);
}
