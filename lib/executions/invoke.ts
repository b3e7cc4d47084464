import type { ExecutionStep } from '@/generated/prisma/client';
import { type Ctx, transaction } from '@/lib/core/context';
import { EgressError } from '@/lib/core/egress/error';
import type { EgressResponse } from '@/lib/core/egress/fetch';
import { runtimeBase, runtimeEgress } from '@/lib/deployments/runtime-place';
import { checkpoint } from '@/lib/executions/checkpoint';
import type { Ending } from '@/lib/executions/finish';
import type { Attempt } from '@/lib/executions/model-step';
import { LimitReached } from '@/lib/executions/stops';
import { fenced } from '@/lib/executions/store';

/** Attempts to reach a runtime that takes no request at all. */
const MOST_ATTEMPTS = 6;
const MOST_ANSWER = 1024 * 1024;
/** Statuses by which a server says that it has not begun. */
const NOT_BEGUN = new Set([429, 503]);

/**
 * Has the external runtime do the work of a code agent, as one step: `POST /agents/{id}/invoke`. The runtime is
 * asked once. Only when it surely has not begun is it asked again, since its agents may act on the world.
 */
export async function invoke(at: Attempt, steps: readonly ExecutionStep[]): Promise<Ending> {
  const { ctx, held, signal } = at;
  const [known] = steps;
  if (known) return ending(known);
  if (held.steps > 0)
    throw new LimitReached(
      'RUNTIME_LOST',
      'The worker stopped while the runtime was at work, and what came of it is not known. Start it again if that does no harm.',
    );
  const base = runtimeBase();
  if (!base)
    throw new LimitReached(
      'RUNTIME_MISSING',
      'This agent is code for an external runtime, and none is connected. Set RUNTIME_URL.',
    );
  at.chunks.write({ type: 'status', data: { status: 'running', model: 'external' } });
  await mark(at, 1);
  const startedAt = new Date();
  let answer: EgressResponse;
  try {
    answer = await ask(at, base);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EgressError)) throw error;
    if (error.code === 'EGRESS_CONNECT' || error.code === 'EGRESS_DNS')
      return again(at, `The runtime cannot be reached: ${error.message}`);
    throw new LimitReached('RUNTIME_FAILED', `The runtime gave no answer: ${error.message}`);
  }
  if (NOT_BEGUN.has(answer.status))
    return again(at, `The runtime is busy: it answered ${answer.status}.`);
  const said = read(answer);
  const step = await checkpoint(ctx, held, 0, {
    type: 'tool',
    name: 'external_runtime',
    status: 'error' in said ? 'failed' : 'completed',
    input: held.input,
    ...('error' in said ? { error: { message: said.error } } : { output: said.output }),
    messages: [],
    startedAt,
  });
  if (!('error' in said)) at.chunks.write({ type: 'text', data: { text: textOf(said.output) } });
  return ending(step);
}

/** Notes that the runtime has been asked, before it is: whoever takes over must know. */
const mark = ({ ctx, held }: Pick<Attempt, 'ctx' | 'held'>, steps: 0 | 1): Promise<void> =>
  transaction(ctx as Ctx, (tx) => fenced(tx, held, { steps }));

/** The runtime has not begun: another attempt asks it again, until there were enough. */
async function again(at: Attempt, message: string): Promise<never> {
  if (at.held.fence >= MOST_ATTEMPTS) throw new LimitReached('RUNTIME_UNREACHABLE', message);
  await mark(at, 0);
  throw new Error(message);
}

function ask({ held, snapshot, signal }: Attempt, base: string): Promise<EgressResponse> {
  const id = encodeURIComponent(snapshot.runtime?.agent_id ?? '');
  return runtimeEgress().egressFetch(`${base}/agents/${id}/invoke`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'idempotency-key': held.id,
    },
    body: JSON.stringify({
      input: held.input,
      context: {
        organization_id: held.organizationId,
        execution_id: held.id,
        package_id: snapshot.runtime?.package_id,
        agent: { id: snapshot.agentId, name: snapshot.name },
        source: held.source,
        conversation_id: held.conversationId,
      },
      trace_id: held.id,
    }),
    signal,
    // The execution's own time limit is in the signal.
    timeoutMs: snapshot.limits.timeoutSeconds * 1000 + 5_000,
    maxResponseBytes: MOST_ANSWER,
    overflow: 'fail',
  });
}

type Said = { output: unknown } | { error: string };

/** What the runtime says: `{status, output | result | response, error}`, any other JSON as it is, or text. */
function read(answer: EgressResponse): Said {
  const text = answer.body.toString('utf8').replaceAll('\0', '');
  let body: unknown = text;
  try {
    body = JSON.parse(text.replaceAll('\\u0000', ''));
  } catch {
    // Text is an answer too.
  }
  const fields =
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : {};
  const problem = fields.error ?? fields.detail ?? (answer.status >= 400 ? body : undefined);
  if (answer.status >= 400 || /^(error|failed|failure)$/i.test(String(fields.status ?? '')))
    return { error: `The runtime answered ${answer.status}: ${brief(problem ?? text)}` };
  for (const name of ['output', 'result', 'response'])
    if (fields[name] !== undefined) return { output: fields[name] };
  return { output: body };
}

const brief = (value: unknown): string => {
  const message = (value as { message?: unknown } | null)?.message ?? value;
  return (typeof message === 'string' ? message : JSON.stringify(message)).slice(0, 500);
};

const textOf = (output: unknown): string => {
  const message = (output as { message?: unknown } | null)?.message ?? output;
  return typeof message === 'string' ? message : JSON.stringify(message, null, 2);
};

function ending(step: ExecutionStep): Ending {
  if (step.status === 'failed')
    throw new LimitReached('RUNTIME_FAILED', (step.error as { message: string }).message);
  const { output } = step;
  if (typeof output === 'object' && output !== null && !Array.isArray(output))
    return { status: 'completed', output: output as Record<string, unknown> };
  return {
    status: 'completed',
    output: typeof output === 'string' ? { message: output } : { value: output },
  };
}
