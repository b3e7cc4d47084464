import { jsonSchema, type ModelMessage, Output, streamText, type ToolSet, tool } from 'ai';
import type { ModelCall, ModelDelta, ModelResult, ToolCall } from './contract';
import { estimateTokens, textTokens } from './cost';
import { ModelError } from './errors';
import { readOutput, toolCallProblem } from './validate';

// The SDK would print its warnings to the console, past our log.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** An error of the caller's own `onDelta`, to be told apart from the provider's. */
export class DeltaFailed {
  constructor(readonly cause: unknown) {}
}

type Answer = Omit<ModelResult, 'attempts' | 'durationMs'>;

function toolSet(call: ModelCall): ToolSet | undefined {
  if (!call.tools?.length) return undefined;
  return Object.fromEntries(
    call.tools.map(({ name, description, inputSchema }) => [
      name,
      // No `validate`: our own check answers with a reason the model can act on.
      tool({ inputSchema: jsonSchema(inputSchema), ...(description ? { description } : {}) }),
    ]),
  );
}

/** Aborts after `idleMs` without `alive()`, or `totalMs` in all. */
function watchdog(idleMs: number, totalMs: number) {
  const controller = new AbortController();
  const late = () => controller.abort(new DOMException('No sign of life', 'TimeoutError'));
  let idle = setTimeout(late, idleMs);
  const total = setTimeout(late, totalMs);
  return {
    signal: controller.signal,
    alive() {
      clearTimeout(idle);
      idle = setTimeout(late, idleMs);
    },
    pause: () => clearTimeout(idle),
    /** Also ends the request: leaving a stream early does not reach the socket by itself. */
    stop() {
      clearTimeout(idle);
      clearTimeout(total);
      controller.abort();
    },
  };
}

/** Rejects with the signal's reason; some streams ignore their abort signal. */
function aborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const listener = () => reject(signal.reason);
  promise.catch(() => {});
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}

/** Only what survives JSON: a checkpoint must give back what was put in. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** One request to the provider. Calls `shown` before the first delta that a reader sees. */
export async function attempt(call: ModelCall, shown: () => void): Promise<Answer> {
  const dog = watchdog(call.timeoutMs ?? 120_000, call.totalTimeoutMs ?? 600_000);
  const signal = call.signal ? AbortSignal.any([call.signal, dog.signal]) : dog.signal;
  const abort = aborted(signal);
  const tools = toolSet(call);
  const limit = call.model.maxOutputTokens;
  try {
    const result = streamText({
      model: call.model.model,
      messages: call.messages,
      maxRetries: 0,
      abortSignal: signal,
      onError: () => {},
      providerOptions: {
        anthropic: { includePings: true },
        // Unstored, so that the conversation we send is all there is and can go on anywhere.
        openai: { store: false, strictJsonSchema: false },
      },
      ...(call.system ? { instructions: call.system } : {}),
      ...(tools ? { tools } : {}),
      ...(tools && call.toolChoice ? { toolChoice: call.toolChoice } : {}),
      ...(call.maxOutputTokens ? { maxOutputTokens: Math.min(call.maxOutputTokens, limit) } : {}),
      ...(call.temperature !== undefined && call.model.temperature
        ? { temperature: call.temperature }
        : {}),
      ...(call.outputSchema
        ? { output: Output.object({ schema: jsonSchema(call.outputSchema) }) }
        : {}),
    });

    const show = async (delta: ModelDelta) => {
      if (!call.onDelta) return;
      shown();
      dog.pause();
      try {
        await call.onDelta(delta);
      } catch (error) {
        throw new DeltaFailed(error);
      }
      dog.alive();
    };

    let text = '';
    const toolCalls: ToolCall[] = [];
    let finish: string | undefined;
    let counted: { inputTokens?: number; outputTokens?: number; cached?: number } = {};
    const reader = result.stream[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([reader.next(), abort.promise]);
      if (next.done) break;
      const part = next.value;
      dog.alive();
      switch (part.type) {
        case 'error':
          throw part.error;
        case 'abort':
          throw signal.reason ?? new DOMException('Aborted', 'AbortError');
        case 'text-delta':
          text += part.text;
          if (part.text) await show({ type: 'text', text: part.text });
          break;
        case 'reasoning-delta':
          if (part.text) await show({ type: 'reasoning', text: part.text });
          break;
        case 'tool-input-start':
          await show({ type: 'tool-input-start', id: part.id, name: part.toolName });
          break;
        case 'tool-input-delta':
          await show({ type: 'tool-input', id: part.id, delta: part.delta });
          break;
        case 'tool-call': {
          const invalid = toolCallProblem(call.tools ?? [], part.toolName, part.input);
          const asked: ToolCall = {
            id: part.toolCallId,
            name: part.toolName,
            input: part.input,
            ...(invalid ? { invalid } : {}),
          };
          toolCalls.push(asked);
          await show({ type: 'tool-call', call: asked });
          break;
        }
        case 'finish-step':
          finish = part.finishReason;
          counted = {
            inputTokens: part.usage.inputTokens,
            outputTokens: part.usage.outputTokens,
            cached: part.usage.inputTokenDetails.cacheReadTokens,
          };
          break;
      }
    }

    // No provider ends an answer without saying why: the stream was cut short.
    if (!finish || finish === 'interrupted' || finish === 'error') {
      throw new ModelError(
        'MODEL_BAD_STREAM',
        'The model broke off in the middle of its answer. Try again, or choose another model.',
        { retryable: true },
      );
    }
    const all = await result.responseMessages;
    // The SDK answers invalid calls itself; our loop does, so only the assistant's part is kept.
    const responseMessages = plain(all.filter((m) => m.role === 'assistant')) as ModelMessage[];
    const inputTokens = counted.inputTokens ?? estimateTokens(call.messages, call);
    const outputTokens =
      counted.outputTokens ?? textTokens(text + toolCalls.map((c) => JSON.stringify(c)).join(''));
    return {
      text,
      toolCalls,
      responseMessages,
      finishReason: finish as ModelResult['finishReason'],
      usage: {
        inputTokens,
        outputTokens,
        cachedInputTokens: Math.min(counted.cached ?? 0, inputTokens),
        totalTokens: inputTokens + outputTokens,
      },
      ...(call.outputSchema && toolCalls.length === 0
        ? { output: readOutput(text, call.outputSchema) }
        : {}),
    };
  } catch (error) {
    if (error instanceof DeltaFailed) throw error;
    if (call.signal?.aborted) {
      throw new ModelError('MODEL_ABORTED', 'The call was stopped before the model had answered.');
    }
    if (dog.signal.aborted) {
      throw new ModelError(
        'MODEL_TIMEOUT',
        `${call.model.used} did not answer in time. Try again, or choose another model.`,
        { retryable: true },
      );
    }
    throw error;
  } finally {
    dog.stop();
    abort.forget();
  }
}
