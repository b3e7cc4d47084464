import { APICallError, type LanguageModel } from 'ai';
import { type CallOptions, type Plan, plan } from './sandbox-plan';

type Model = Extract<LanguageModel, { specificationVersion: 'v4' }>;
type StreamPart =
  Awaited<ReturnType<Model['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never;
type Content = Awaited<ReturnType<Model['doGenerate']>>['content'][number];
type Usage = Awaited<ReturnType<Model['doGenerate']>>['usage'];

const tokens = (chars: number) => Math.ceil(chars / 4);

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
