import type { ModelMessage } from 'ai';
import type { ExecutionStep } from '@/generated/prisma/client';
import type { ToolCall } from '@/lib/agents/models/contract';
import { ChatTurn } from '@/lib/executions/contract';

/** The conversation an input opens: `{message}`, `{messages}`, or any object as JSON. */
export function openingMessages(input: Record<string, unknown>): ModelMessage[] {
  const turns = ChatTurn.array().max(1000).safeParse(input.messages);
  const text = [input.message, input.prompt, input.text].find(
    (v) => typeof v === 'string' && v !== '',
  );
  const messages: ModelMessage[] = turns.success ? turns.data.map((t) => ({ ...t })) : [];
  const rest = Object.fromEntries(
    Object.entries(input).filter(([k]) => !['message', 'prompt', 'text', 'messages'].includes(k)),
  );
  const more = Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 2) : '';
  if (text !== undefined)
    messages.push({ role: 'user', content: more ? `${String(text)}\n\n${more}` : String(text) });
  else if (more || messages.length === 0)
    messages.push({ role: 'user', content: more || '(no input)' });
  return messages;
}

/** What a model step left to be done, kept with the step. */
export interface ModelStepOutput {
  text: string;
  tool_calls: ToolCall[];
  output?: unknown;
}

/** The messages of the steps recorded so far, in order. */
export const recordedMessages = (steps: readonly ExecutionStep[]): ModelMessage[] =>
  steps.flatMap((s) => s.messages as unknown as ModelMessage[]);

/** The tool calls of the last model step that have no result yet. */
export function pendingCalls(steps: readonly ExecutionStep[]): ToolCall[] {
  const at = steps.findLastIndex((s) => s.type === 'model');
  const last = steps[at];
  if (!last) return [];
  const calls = (last.output as unknown as ModelStepOutput).tool_calls;
  return calls.slice(steps.length - 1 - at);
}

/** A tool's result as a message to the model. */
export function toolMessage(
  call: ToolCall,
  result: { value?: unknown } | { error: string },
): ModelMessage {
  const output =
    'error' in result
      ? { type: 'error-text' as const, value: result.error }
      : { type: 'json' as const, value: (result.value ?? null) as never };
  return {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: call.id, toolName: call.name, output }],
  };
}
