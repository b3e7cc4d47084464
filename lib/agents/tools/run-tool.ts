import { calculate } from '@/lib/agents/tools/calculator';
import { httpRequest } from '@/lib/agents/tools/http-request';
import { TOOLS, type ToolName } from '@/lib/agents/tools.contract';

/** What a tool gets beside its input. */
export interface ToolRun {
  config: Record<string, unknown>;
  /** sent with every request beyond those that the model asks for; they win */
  headers?: Record<string, string>;
  signal: AbortSignal;
  /** the same on every attempt of this call, so that a receiver can tell repeats */
  idempotencyKey: string;
  now: Date;
}

/** Runs one of the tools that need nothing of the platform (`call_agent` is the executions room's). */
export async function runTool(name: ToolName, input: unknown, run: ToolRun): Promise<unknown> {
  switch (name) {
    case 'calculator': {
      const { expression } = input as { expression: string };
      return { expression, result: calculate(expression) };
    }
    case 'current_time':
      return currentTime(run.now, (input as { timezone?: string }).timezone);
    case 'http_request':
      return httpRequest(input as Parameters<typeof httpRequest>[0], run);
    default:
      throw new Error(`${TOOLS[name]?.label ?? name} cannot be run here.`);
  }
}

function currentTime(now: Date, timezone = 'UTC') {
  try {
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      dateStyle: 'full',
      timeStyle: 'long',
    }).format(now);
    return { iso: now.toISOString(), timezone, local };
  } catch {
    throw new Error(`"${timezone}" is not a time zone. Use an IANA name such as Europe/Berlin.`);
  }
}
