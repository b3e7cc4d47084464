import type { ServerEvent } from '@/components/chat/sse';
import type { Part, ToolPart } from '@/lib/chat/contract';

/** An answer while it is being written. */
export interface Live {
  messageId: string;
  executionId: string;
  parts: Part[];
  status: string;
  waitReason: string | null;
  /** why the model was called again, until it says something */
  restart: string | null;
  /** what the execution says about its model, such as that it is the sandbox */
  warning: string | null;
  stopping: boolean;
  connected: boolean;
}

export const liveAnswer = (messageId: string, executionId: string): Live => ({
  messageId,
  executionId,
  parts: [],
  status: 'queued',
  waitReason: null,
  restart: null,
  warning: null,
  stopping: false,
  connected: true,
});

type Data = Record<string, unknown>;

/** The live answer after one event of its execution. */
export function advance(live: Live, { event, data }: ServerEvent): Live {
  const d = data as Data;
  switch (event) {
    case 'status': {
      const next = {
        ...live,
        status: String(d.status ?? live.status),
        waitReason: (d.wait_reason as string | null) ?? null,
        warning: (d.warning as string | undefined) ?? live.warning,
      };
      // A run that begins (or begins again elsewhere) names its model and says its last words anew.
      return 'model' in d ? { ...next, parts: withoutTail(live.parts) } : next;
    }
    case 'text':
    case 'reasoning':
      return { ...live, restart: null, parts: append(live.parts, event, String(d.text ?? '')) };
    case 'tool_call':
      return { ...live, restart: null, parts: [...live.parts, called(d)] };
    case 'tool_result':
      return { ...live, parts: resulted(live.parts, d) };
    case 'restart': {
      const last = live.parts.findLastIndex((p) => p.type === 'tool' && isDone(p));
      return { ...live, restart: String(d.reason ?? ''), parts: live.parts.slice(0, last + 1) };
    }
    default:
      return live;
  }
}

export const isDone = (part: ToolPart): boolean => part.duration_ms !== null || part.error !== null;

const withoutTail = (parts: Part[]): Part[] =>
  parts.slice(0, parts.findLastIndex((p) => p.type === 'tool') + 1);

function append(parts: Part[], type: 'text' | 'reasoning', text: string): Part[] {
  const last = parts.at(-1);
  if (last?.type !== type) return [...parts, { type, text }];
  return [...parts.slice(0, -1), { type, text: last.text + text }];
}

const called = (d: Data, duration: number | null = null): ToolPart => ({
  type: 'tool',
  id: String(d.id),
  name: String(d.name),
  input: d.input ?? null,
  output: null,
  error: null,
  duration_ms: duration,
});

function resulted(parts: Part[], d: Data): Part[] {
  const error = typeof d.error === 'string' ? d.error : null;
  // The exact time is in the recorded step; 0 only says that it is done.
  const result = { output: d.output ?? null, error, duration_ms: 0 };
  const at = parts.findLastIndex((p) => p.type === 'tool' && p.id === d.id);
  if (at < 0) return [...parts, { ...called(d), ...result }];
  return parts.map((part, i) => (i === at ? ({ ...part, ...result } as ToolPart) : part));
}

/** The text of an answer without reasoning and tools: what is copied and read out. */
export const textOf = (parts: readonly Part[]): string =>
  parts.flatMap((p) => (p.type === 'text' ? p.text : [])).join('\n\n');
