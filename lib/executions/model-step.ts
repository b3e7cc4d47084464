import type { Execution, ExecutionStep } from '@/generated/prisma/client';
import { callModel } from '@/lib/agents/models/call';
import type { ModelResult, ResolvedModel } from '@/lib/agents/models/contract';
import { costMicroCredits, estimateTokens, textTokens, worstCase } from '@/lib/agents/models/cost';
import type { Ctx } from '@/lib/core/context';
import { checkpoint } from '@/lib/executions/checkpoint';
import type { ChunkWriter } from '@/lib/executions/chunks';
import { type ModelStepOutput, openingMessages, recordedMessages } from '@/lib/executions/messages';
import { reserve } from '@/lib/executions/reserve';
import { type Snapshot, toolDefinitions } from '@/lib/executions/snapshot';
import { LimitReached } from '@/lib/executions/stops';
import { addLog } from '@/lib/executions/store';

/** One worker's hold on an execution. */
export interface Attempt {
  ctx: Ctx;
  held: Execution;
  snapshot: Snapshot;
  chunks: ChunkWriter;
  signal: AbortSignal;
}

export interface Work extends Attempt {
  model: ResolvedModel;
}

/** Reserves credits for the next call, calls the model, and records what it said. */
export async function modelStep(
  work: Work,
  steps: readonly ExecutionStep[],
): Promise<ExecutionStep> {
  const { ctx, held, snapshot, model, chunks, signal } = work;
  const messages = [
    ...openingMessages(held.input as Record<string, unknown>),
    ...recordedMessages(steps),
  ];
  const tools = toolDefinitions(snapshot);
  const maxOutputTokens = Math.min(snapshot.maxTokens, model.maxOutputTokens);
  const estimate = estimateTokens(messages, { system: snapshot.system, tools });
  checkTokens(snapshot, steps);
  await reserve(work, steps, worstCase(model.price, estimate, maxOutputTokens));

  const startedAt = new Date();
  let shown = '';
  let result: ModelResult;
  try {
    result = await callModel({
      model,
      system: snapshot.system,
      messages,
      tools,
      maxOutputTokens,
      temperature: model.temperature ? snapshot.temperature : undefined,
      outputSchema: snapshot.outputSchema ?? undefined,
      signal,
      onDelta(delta) {
        if (delta.type === 'text') {
          shown += delta.text;
          chunks.write({ type: 'text', data: { text: delta.text } });
        } else if (delta.type === 'reasoning') {
          chunks.write({ type: 'reasoning', data: { text: delta.text } });
        } else if (delta.type === 'tool-call') {
          const { id, name, input } = delta.call;
          chunks.write({ type: 'tool_call', data: { id, name, input } });
        } else if (delta.type === 'restart') {
          shown = '';
          chunks.write({ type: 'restart', data: { attempt: delta.attempt, reason: delta.reason } });
          void addLog(ctx, held.id, 'warning', `Calling the model again: ${delta.reason}`).catch(
            () => {},
          );
        }
      },
    });
  } catch (error) {
    if (signal.aborted && shown)
      await chargeAborted(work, estimate, shown, startedAt, steps.length);
    throw error;
  }
  const output: ModelStepOutput = {
    text: result.text,
    tool_calls: result.toolCalls,
    ...(result.output && 'value' in result.output && { output: result.output.value }),
  };
  if (result.attempts > 1)
    await addLog(
      ctx,
      held.id,
      'warning',
      `The model answered when asked again (attempt ${result.attempts}).`,
    );
  await chunks.flush();
  return checkpoint(
    ctx,
    held,
    steps.length,
    {
      type: 'model',
      name: model.used,
      status: 'completed',
      input: { messages: messages.length, max_tokens: maxOutputTokens },
      output: {
        ...output,
        finish_reason: result.finishReason,
        attempts: result.attempts,
        ...(result.output &&
          'invalid' in result.output && { output_problem: result.output.invalid }),
      },
      messages: result.responseMessages,
      inputTokens: result.usage.inputTokens,
      outputTokens: result.usage.outputTokens,
      microCredits: costMicroCredits(model.price, result.usage),
      startedAt,
    },
    model.used,
  );
}

function checkTokens(snapshot: Snapshot, steps: readonly ExecutionStep[]): void {
  const used = steps.reduce((sum, s) => sum + s.inputTokens + s.outputTokens, 0);
  const { maxTokens } = snapshot.limits;
  if (maxTokens !== null && used >= maxTokens)
    throw new LimitReached('MAX_TOKENS', `The limit of ${maxTokens} tokens is reached.`);
}

/** A call that was broken off has cost what was shown of it. */
async function chargeAborted(
  work: Work,
  inputTokens: number,
  shown: string,
  startedAt: Date,
  index: number,
): Promise<void> {
  const usage = { inputTokens, outputTokens: textTokens(shown), cachedInputTokens: 0 };
  await work.chunks.flush();
  await checkpoint(
    work.ctx,
    work.held,
    index,
    {
      type: 'model',
      name: work.model.used,
      status: 'failed',
      output: { text: shown, tool_calls: [] },
      error: { message: 'Broken off before it was complete.' },
      messages: [],
      inputTokens,
      outputTokens: usage.outputTokens,
      microCredits: costMicroCredits(work.model.price, usage),
      startedAt,
    },
    work.model.used,
  ).catch((error) => work.ctx.log.warn({ err: error }, 'aborted call not recorded'));
}
