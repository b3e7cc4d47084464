import { APICallError, type LanguageModel } from 'ai';
import { sampleOf } from './sandbox-sample';
import { type Directives, directives, readDirectives, toolOrders } from './sandbox-script';

type Model = Extract<LanguageModel, { specificationVersion: 'v4' }>;
type CallOptions = Parameters<Model['doStream']>[0];
type StreamPart =
  Awaited<ReturnType<Model['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never;
type Content = Awaited<ReturnType<Model['doGenerate']>>['content'][number];
type Usage = Awaited<ReturnType<Model['doGenerate']>>['usage'];
type Message = CallOptions['prompt'][number];
type ToolMessage = Extract<Message, { role: 'tool' }>;

export const SANDBOX_NOTICE = 'Sandbox model: canned replies. Add a key in Settings.';

const WORDS = 'this is a long canned answer of the sandbox model that says nothing new'.split(' ');

interface Plan {
  directives: Directives;
  /** From 1: how many times the model has been asked since the user spoke. */
  step: number;
  calls: { id: string; name: string; input: string }[];
  text: string;
}

const tokens = (chars: number) => Math.ceil(chars / 4);

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

function plan(options: CallOptions): Plan {
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

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(done, ms);
  const aborted = () => done(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
  function done(error?: unknown) {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
    if (error) reject(error);
    else resolve();
  }
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  return promise;
}

function httpFailure(status: number, message: string): APICallError {
  return new APICallError({ message, statusCode: status, url: 'sandbox:', requestBodyValues: {} });
}

async function* parts(options: CallOptions, doing: Plan): AsyncGenerator<StreamPart> {
  const { delay, fail } = doing.directives;
  const limit = (options.maxOutputTokens ?? Number.POSITIVE_INFINITY) * 4;
  const text = doing.text.slice(0, limit);
  let written = 0;
  yield { type: 'stream-start', warnings: [] };
  if (text) {
    yield { type: 'text-start', id: '0' };
    for (const delta of text.match(/\s*\S+|\s+$/g) ?? []) {
      if (delay > 0) await pause(delay, options.abortSignal);
      options.abortSignal?.throwIfAborted();
      written += delta.length;
      yield { type: 'text-delta', id: '0', delta };
      if (fail === 'malformed') {
        yield { type: 'error', error: new SyntaxError('The sandbox was told to break its stream') };
        return;
      }
    }
    yield { type: 'text-end', id: '0' };
  }
  for (const { id, name: toolName, input } of doing.calls) {
    yield { type: 'tool-input-start', id, toolName };
    for (let at = 0; at < input.length; at += 12) {
      if (delay > 0) await pause(delay, options.abortSignal);
      options.abortSignal?.throwIfAborted();
      yield { type: 'tool-input-delta', id, delta: input.slice(at, at + 12) };
    }
    written += input.length + toolName.length;
    yield { type: 'tool-input-end', id };
    if (fail === 'malformed') {
      yield { type: 'error', error: new SyntaxError('The sandbox was told to break its stream') };
      return;
    }
    yield { type: 'tool-call', toolCallId: id, toolName, input };
  }
  const cut = text.length < doing.text.length;
  const finish = doing.calls.length > 0 ? 'tool-calls' : cut ? 'length' : 'stop';
  const input = tokens(JSON.stringify([options.prompt, options.tools ?? []]).length);
  const output = tokens(written);
  const usage: Usage = {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
  yield { type: 'finish', finishReason: { unified: finish, raw: finish }, usage };
}

/**
 * A model that needs no key and no network: the same prompt always gives the same stream. It
 * echoes what it understood, calls tools when told to (see sandbox-script.ts) and counts a token
 * per four characters.
 */
export function sandboxModel(): Model {
  let calls = 0;

  async function start(options: CallOptions): Promise<AsyncGenerator<StreamPart>> {
    options.abortSignal?.throwIfAborted();
    const doing = plan(options);
    const { fail, at, times } = doing.directives;
    calls++;
    const failing =
      fail && (at === undefined || at === doing.step) && (times === undefined || calls <= times);
    if (!failing) doing.directives.fail = undefined;
    else if (fail === '429') throw httpFailure(429, 'The sandbox was told to be rate limited');
    else if (fail === '500') throw httpFailure(500, 'The sandbox was told to fail');
    else if (fail === 'timeout') await pause(600_000, options.abortSignal);
    return parts(options, doing);
  }

  return {
    specificationVersion: 'v4',
    provider: 'sandbox',
    modelId: 'sandbox',
    supportedUrls: {},
    async doStream(options) {
      const source = await start(options);
      return {
        stream: new ReadableStream<StreamPart>({
          async pull(controller) {
            const next = await source.next();
            if (next.done) controller.close();
            else controller.enqueue(next.value);
          },
          async cancel() {
            await source.return(undefined);
          },
        }),
      };
    },
    async doGenerate(options) {
      const content: Content[] = [];
      for await (const part of await start(options)) {
        if (part.type === 'error') throw part.error;
        if (part.type === 'tool-call') content.push(part);
        if (part.type === 'text-start') content.push({ type: 'text', text: '' });
        const last = content.at(-1);
        if (part.type === 'text-delta' && last?.type === 'text') last.text += part.delta;
        if (part.type === 'finish') {
          return { content, finishReason: part.finishReason, usage: part.usage, warnings: [] };
        }
      }
      throw new SyntaxError('The sandbox stream ended early');
    },
  };
}
