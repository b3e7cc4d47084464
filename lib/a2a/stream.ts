import type { ArtifactUpdate, Part, StreamEvent } from '@/lib/a2a/shapes';
import { loadTask } from '@/lib/a2a/store';
import {
  ARTIFACT,
  isTerminal,
  outputPart,
  presentTask,
  said,
  stateOf,
  statusOf,
  type TaskRow,
} from '@/lib/a2a/task';
import type { Ctx } from '@/lib/core/context';
import { follow } from '@/lib/executions/follow';

type Emit = (event: StreamEvent, final?: boolean) => void;

/** What the agent has said of its answer so far. Text before a tool call or a retry is not the answer. */
class Draft {
  text = '';
  #shown = false;

  constructor(readonly ids: { taskId: string; contextId: string }) {}

  /** Takes a piece of the execution's live output in. */
  take(type: string, data: { text?: unknown }): void {
    if (type === 'text') this.text += String(data.text);
    else if (type === 'restart' || type === 'tool_call') this.drop();
  }

  drop(): void {
    this.text = '';
    this.#shown = false;
  }

  /** `parts` as an update: added to what was shown, or in its place. */
  update(parts: Part[], more: { append?: boolean; lastChunk?: boolean } = {}): StreamEvent {
    const append = more.append ?? this.#shown;
    this.#shown = true;
    const artifactUpdate: ArtifactUpdate = {
      ...this.ids,
      artifact: { ...ARTIFACT, parts },
      append,
      lastChunk: more.lastChunk ?? false,
    };
    return { artifactUpdate };
  }

  shown(): void {
    this.#shown = this.text !== '';
  }
}

/**
 * Tells a task as it is, then what happens to it until it is over, or begins to wait for somebody. Whoever
 * subscribes in the middle gets the text so far with the task, and nothing twice.
 */
export async function streamTask(
  ctx: Ctx,
  task: TaskRow,
  emit: Emit,
  signal: AbortSignal,
  historyLength?: number | null,
): Promise<void> {
  const ids = { taskId: task.id, contextId: task.a2aTask.contextId };
  const draft = new Draft(ids);
  let seq = 0;
  if (!isTerminal(stateOf(task))) seq = await catchUp(ctx, task.id, draft);
  // Looked at after the output, so that what came between is followed and not lost.
  const now = await loadTask(ctx, task.a2aTask.agentId, task.id);
  let state = stateOf(now);
  const snapshot = presentTask(now, { historyLength });
  if (draft.text && !snapshot.artifacts)
    snapshot.artifacts = [{ ...ARTIFACT, parts: [{ text: draft.text }] }];
  const over = isTerminal(state);
  emit({ task: snapshot }, over);
  if (over) return;

  const rest = new AbortController();
  const ended = await follow(
    ctx,
    task.id,
    seq,
    (type, given) => {
      const data = given as Record<string, unknown>;
      draft.take(type, data);
      if (type === 'text') emit(draft.update([{ text: String(data.text) }]));
      else if (type === 'tool_call') {
        const message = said(now, `call-${String(data.id)}`, `Calling ${String(data.name)}.`);
        emit({ statusUpdate: { ...ids, status: { state, message, timestamp: clock() } } });
      } else if (type === 'status') {
        const waitReason = (data.wait_reason as string | null | undefined) ?? null;
        const row = { ...now, waitReason, status: waitReason ? 'waiting' : String(data.status) };
        if (stateOf(row) === state) return;
        state = stateOf(row);
        const asks = state === 'TASK_STATE_INPUT_REQUIRED';
        emit({ statusUpdate: { ...ids, status: { ...statusOf(row), timestamp: clock() } } }, asks);
        if (asks) rest.abort();
      }
    },
    AbortSignal.any([signal, rest.signal]),
  );
  if (!ended || rest.signal.aborted) return;
  const done = { ...ended, a2aTask: task.a2aTask };
  if (done.output) emit(lastOf(draft, outputPart(done.output as Record<string, unknown>)));
  emit({ statusUpdate: { ...ids, status: statusOf(done) } }, true);
}

const clock = () => new Date().toISOString();

/** Takes in what was said before; returns the number of the last piece. */
async function catchUp(ctx: Ctx, executionId: string, draft: Draft): Promise<number> {
  const chunks = await ctx.db.executionChunk.findMany({
    where: { executionId },
    orderBy: { seq: 'asc' },
  });
  for (const { type, data } of chunks) draft.take(type, data as { text?: unknown });
  draft.shown();
  return chunks.at(-1)?.seq ?? 0;
}

/** The end of the artifact: nothing more when all of it was streamed, else all of it. */
const lastOf = (draft: Draft, part: Part): StreamEvent =>
  part.text !== undefined && part.text === draft.text
    ? draft.update([{ text: '' }], { append: true, lastChunk: true })
    : draft.update([part], { append: false, lastChunk: true });
