import type { ModelMessage } from 'ai';
import type { ExecutionStep } from '@/generated/prisma/client';
import type { Part, ToolPart } from '@/lib/chat/contract';
import { saidSteps } from '@/lib/chat/settle';
import type { ModelStepOutput } from '@/lib/executions/messages';

/** Characters of a tool's input or output that a message carries; the execution has all of it. */
const MOST = 10_000;

function bounded(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= MOST ? value : { truncated: true, text: text.slice(0, MOST) };
}

function reasoningOf(step: ExecutionStep): string {
  return (step.messages as unknown as ModelMessage[])
    .flatMap((m) => (m.role === 'assistant' && typeof m.content !== 'string' ? m.content : []))
    .map((part) => (part.type === 'reasoning' ? part.text : ''))
    .filter(Boolean)
    .join('\n\n');
}

/** An answer as it happened: reasoning, text and tool calls of the recorded steps, in order. */
export function partsOf(steps: readonly ExecutionStep[]): Part[] {
  const parts: Part[] = [];
  const waiting: ToolPart[] = [];
  for (const step of saidSteps(steps)) {
    if (step.type === 'tool') {
      const part = waiting.shift();
      if (!part) continue;
      part.output = bounded(step.output);
      part.error = (step.error as { message?: string } | null)?.message ?? null;
      part.duration_ms = step.completedAt
        ? step.completedAt.getTime() - step.startedAt.getTime()
        : null;
      continue;
    }
    const said = step.output as unknown as ModelStepOutput | null;
    const reasoning = reasoningOf(step);
    if (reasoning) parts.push({ type: 'reasoning', text: reasoning });
    if (said?.text) parts.push({ type: 'text', text: said.text });
    for (const call of said?.tool_calls ?? []) {
      const part: ToolPart = {
        type: 'tool',
        id: call.id,
        name: call.name,
        input: bounded(call.input),
        output: null,
        error: null,
        duration_ms: null,
      };
      waiting.push(part);
      parts.push(part);
    }
  }
  return parts;
}
