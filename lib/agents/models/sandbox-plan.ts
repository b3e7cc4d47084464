import type { LanguageModel } from 'ai';
import { sampleOf } from './sandbox-sample';
import { type Directives, directives, readDirectives, toolOrders } from './sandbox-script';

type Model = Extract<LanguageModel, { specificationVersion: 'v4' }>;
export type CallOptions = Parameters<Model['doStream']>[0];
type Message = CallOptions['prompt'][number];
type ToolMessage = Extract<Message, { role: 'tool' }>;

export const SANDBOX_NOTICE =
  'Sandbox model: canned replies. Set ANTHROPIC_API_KEY or OPENAI_API_KEY for real ones.';

const WORDS = 'this is a long canned answer of the sandbox model that says nothing new'.split(' ');

export interface Plan {
  directives: Directives;
  /** From 1: how many times the model has been asked since the user spoke. */
  step: number;
  calls: { id: string; name: string; input: string }[];
  text: string;
}

function textOf(message: Message): string {
  if (message.role === 'system') return message.content;
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

function resultLines(messages: ToolMessage[]): string[] {
  return messages.flatMap((message) =>
    message.content.flatMap((part) => {
      if (part.type !== 'tool-result') return [];
      const { output } = part;
      if (output.type === 'execution-denied') return [`- ${part.toolName} was refused.`];
      const value = typeof output.value === 'string' ? output.value : JSON.stringify(output.value);
      const failed = output.type.startsWith('error') ? ' failed' : '';
      return [`- ${part.toolName}${failed}: ${clip(value, 300)}`];
    }),
  );
}

/** What the sandbox model does next with this prompt: call tools, or say something. */
export function plan(options: CallOptions): Plan {
  const { prompt } = options;
  const offered = (options.tools ?? []).filter((tool) => tool.type === 'function');
  const system = readDirectives(
    prompt.flatMap((m) => (m.role === 'system' ? [m.content] : [])).join('\n'),
  );
  const last = prompt.findLastIndex((message) => message.role === 'user');
  const user = readDirectives(last < 0 ? '' : textOf(prompt[last] as Message));
  const since = prompt.slice(last + 1);
  const asked = since.filter(
    (m) => m.role === 'assistant' && m.content.some((part) => part.type === 'tool-call'),
  ).length;
  const script = directives(system.values, user.values);

  const callInput = (name: string, written?: string) =>
    written ?? JSON.stringify(sampleOf(offered.find((tool) => tool.name === name)?.inputSchema));
  const calls: { name: string; input: string }[] = [];
  const choice = options.toolChoice;
  if (choice?.type !== 'none') {
    const ordered = [user.rest, system.rest]
      .map((text) =>
        toolOrders(text).filter((o) => o.insists || offered.some((tool) => tool.name === o.name)),
      )
      .find((orders) => orders.length > 0);
    if (script.tools.length > 0) {
      if (asked < script.steps) {
        for (const name of script.tools) calls.push({ name, input: callInput(name, script.input) });
      }
    } else if (ordered?.[asked]) {
      const { name, input } = ordered[asked];
      calls.push({ name, input: callInput(name, input) });
    } else if (asked === 0 && (choice?.type === 'required' || choice?.type === 'tool')) {
      const name = choice.type === 'tool' ? choice.toolName : offered[0]?.name;
      if (name) calls.push({ name, input: callInput(name) });
    }
  }
  const before = prompt
    .flatMap((m) => (m.role === 'assistant' ? m.content : []))
    .filter((part) => part.type === 'tool-call').length;
  return {
    directives: script,
    step: asked + 1,
    calls: calls.map((call, i) => ({ ...call, id: `sandbox_call_${before + i + 1}` })),
    text: calls.length > 0 ? '' : answer(options, script, user.rest, system.rest, since, offered),
  };
}

function answer(
  options: CallOptions,
  script: Directives,
  user: string,
  system: string,
  since: Message[],
  offered: { name: string }[],
): string {
  if (script.json !== undefined) return script.json;
  if (options.responseFormat?.type === 'json') {
    return JSON.stringify(sampleOf(options.responseFormat.schema ?? {}));
  }
  if (script.words !== undefined) {
    const words = Array.from({ length: script.words }, (_, i) => WORDS[i % WORDS.length]);
    return `${SANDBOX_NOTICE}\n\n${words.join(' ')}`;
  }
  const lines = [SANDBOX_NOTICE, ''];
  const results = resultLines(since.filter((m): m is ToolMessage => m.role === 'tool'));
  if (results.length > 0) {
    const some = results.slice(-5);
    const only = some.length < results.length ? ` The last ${some.length}:` : '';
    lines.push(`I called ${results.length} tool${results.length > 1 ? 's' : ''}.${only}`, ...some);
  }
  if (user) lines.push(`You said: “${clip(user, 300)}”`);
  if (system) lines.push(`My instructions begin: “${clip(system, 160)}”`);
  lines.push(
    offered.length > 0
      ? `Tools I could call: ${offered.map((tool) => tool.name).join(', ')}.`
      : 'I was given no tools.',
  );
  return lines.join('\n');
}
