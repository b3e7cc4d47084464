import { v5 } from 'uuid';
import type { Execution, ExecutionStep } from '@/generated/prisma/client';
import { grantOf } from '@/lib/agents/grants';
import type { ToolCall } from '@/lib/agents/models/contract';
import { findAgent } from '@/lib/agents/store';
import { runTool } from '@/lib/agents/tools/run-tool';
import type { ToolName } from '@/lib/agents/tools.contract';
import { isAppError } from '@/lib/core/errors';
import { checkpoint } from '@/lib/executions/checkpoint';
import { toolMessage } from '@/lib/executions/messages';
import type { Work } from '@/lib/executions/model-step';
import { isOpen } from '@/lib/executions/present';
import { reach } from '@/lib/executions/reach';
import { callRemote } from '@/lib/executions/remote-tools';
import { startExecution } from '@/lib/executions/start';
import { askFirst, WaitForApproval } from '@/lib/executions/tool-approval';

const MOST_DEPTH = 5;
const TOOL_TIMEOUT_MS = 60_000;
const MOST_OUTPUT = 100_000;

/** The child an agent called is still at work: the parent waits for it without a worker. */
export class WaitForChild extends Error {
  override name = 'WaitForChild';
}

/** Runs one tool call and records its result; a failing tool is told to the model, not to the user. */
export async function toolStep(work: Work, index: number, call: ToolCall): Promise<ExecutionStep> {
  const { ctx, held, chunks, signal } = work;
  const startedAt = new Date();
  let outcome: { value: unknown; error?: undefined } | { error: string; value?: undefined };
  try {
    outcome = { value: await perform(work, index, call, startedAt) };
  } catch (error) {
    if (error instanceof WaitForChild || error instanceof WaitForApproval || signal.aborted)
      throw error;
    outcome = { error: sentence(error) };
  }
  const failed = outcome.error !== undefined;
  chunks.write({
    type: 'tool_result',
    data: {
      id: call.id,
      name: call.name,
      ...(failed ? { error: outcome.error } : { output: outcome.value }),
    },
  });
  await chunks.flush();
  return checkpoint(ctx, held, index, {
    type: 'tool',
    name: call.name,
    status: failed ? 'failed' : 'completed',
    input: call.input ?? null,
    ...(failed ? { error: { message: outcome.error } } : { output: outcome.value ?? null }),
    messages: [toolMessage(call, outcome.error === undefined ? outcome : { error: outcome.error })],
    startedAt,
  });
}

async function perform(work: Work, index: number, call: ToolCall, now: Date): Promise<unknown> {
  const key = v5(`${index}:${call.id}`, work.held.id);
  const remote = work.snapshot.remote?.find((t) => t.name === call.name);
  if (remote) {
    if (call.invalid) throw new Error(call.invalid);
    await askFirst(work, index, call, { approval: remote.approval });
    return bounded(await callRemote(work, remote, call.input, key));
  }
  const tool = work.snapshot.tools.find((t) => t.name === call.name);
  if (!tool) throw new Error(`This agent has no tool named "${call.name}".`);
  if (call.invalid) throw new Error(call.invalid);
  await askFirst(work, index, call, tool.config);
  if (tool.name === 'call_agent') return callAgent(work, index, call, tool.config);
  const signal = AbortSignal.any([work.signal, AbortSignal.timeout(TOOL_TIMEOUT_MS)]);
  const { config, headers, hide } = await reach(work, tool.config);
  const value = await runTool(tool.name as ToolName, call.input, {
    config,
    headers,
    signal,
    idempotencyKey: key,
    now,
  });
  return bounded(hide(value));
}

/** An agent that came with a package calls its own kind only: another's bounds may be wider. */
const isOfOwner = async ({ ctx, snapshot }: Work, agentId: string): Promise<boolean> =>
  (await grantOf(ctx, agentId))?.ownerId === snapshot.grant?.ownerId;

/** A result that a model and a row can bear. */
function bounded(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  const clean = text.replaceAll('\\u0000', '').toWellFormed();
  return clean.length <= MOST_OUTPUT
    ? JSON.parse(clean)
    : { truncated: true, text: clean.slice(0, MOST_OUTPUT) };
}

/** Starts the other agent once, under an id made of this call, and gives its answer when it has ended. */
async function callAgent(
  work: Work,
  index: number,
  call: ToolCall,
  config: Record<string, unknown>,
): Promise<unknown> {
  const { ctx, held } = work;
  const { agent: reference, message } = call.input as { agent: string; message: string };
  const id = v5(`${index}:${call.id}`, held.id);
  let child: Execution | null = await ctx.db.execution.findUnique({ where: { id } });
  if (!child) {
    const depth = Number((held.metadata as { depth?: number }).depth ?? 0) + 1;
    if (depth > MOST_DEPTH) throw new Error(`Agents may call each other ${MOST_DEPTH} deep.`);
    const agent = await findAgent(ctx, reference);
    const allowed = config.agents;
    const refused =
      Array.isArray(allowed) && agent && ![agent.id, agent.slug].some((a) => allowed.includes(a));
    const foreign = work.snapshot.grant && agent && !(await isOfOwner(work, agent.id));
    if (!agent || refused || foreign)
      throw new Error(`There is no agent "${reference}" that may be called.`);
    child = await startExecution(ctx, {
      agent,
      id,
      input: { message },
      source: 'agent',
      parentId: held.id,
      metadata: { depth },
    });
  }
  if (isOpen(child.status)) throw new WaitForChild(id);
  if (child.status !== 'completed')
    throw new Error(
      (child.error as { message?: string } | null)?.message ?? 'The agent was cancelled.',
    );
  return { agent: child.agentName, execution_id: id, output: child.output };
}

/** What the model may know of a failure: our own sentences, never a stack or an inner message. */
function sentence(error: unknown): string {
  if (isAppError(error)) return error.message;
  const e = error as Error;
  if (e.name === 'TimeoutError') return `The tool took longer than ${TOOL_TIMEOUT_MS / 1000} s.`;
  const told = ['Error', 'EgressError', 'ConnectorError'].includes(e.name);
  return told ? e.message : 'The tool failed.';
}
