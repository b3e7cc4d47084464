import { createHash } from 'node:crypto';
import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import type { Json } from '@/lib/engine/json';
import type { RunEvent } from '@/lib/engine/protocol';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { ToDo } from '@/lib/workflows/postgres/interpret';
import { type Begun, begin, isOutside } from '@/lib/workflows/postgres/outside';
import { StepFailure, stepError } from '@/lib/workflows/steps/failure';
import { PERFORM } from '@/lib/workflows/steps/perform';

/** One try of a step may take this long unless it says otherwise. */
const TIMEOUT_MS = 5 * 60_000;
const LONGEST_MS = 2 ** 31 - 1;

class TimeIsUp extends Error {
  override name = 'TimeIsUp';
}

export type More = { key: string; workType: 'execution' | 'run' | 'job'; workId: string };
type Answer = (event: RunEvent | null, more?: More) => void;

/** What this worker is doing for a run right now; each piece can be dropped at any time. */
export class Hands {
  private readonly work = new Map<string, AbortController>();

  constructor(
    private readonly ctx: Ctx,
    private readonly held: Held,
    private readonly answer: Answer,
    /** Told when something that is no fault of the step went wrong: another attempt at the run goes on. */
    private readonly crashed: (error: unknown) => void,
  ) {}

  get busy(): boolean {
    return this.work.size > 0;
  }

  /** Begins what a commit has recorded. What is done elsewhere begins one after the other: it shares a budget. */
  beginAll(commands: readonly ToDo[]): void {
    let left = commands.filter(isOutside).length;
    let before: Promise<unknown> = Promise.resolve();
    for (const command of commands) {
      const controller = new AbortController();
      this.work.set(command.key, controller);
      if (!isOutside(command)) void this.inHand(command, controller);
      else before = this.elsewhere(command, controller, before, left--);
    }
  }

  private async inHand(command: ToDo, controller: AbortController): Promise<void> {
    const { key, attempt } = command;
    try {
      const output = await this.perform(command, controller);
      this.settle(command, controller, { type: 'StepCompleted', at: now(), key, attempt, output });
    } catch (error) {
      this.settle(command, controller, failed(command, error));
    }
  }

  private async elsewhere(
    command: ToDo,
    controller: AbortController,
    before: Promise<unknown>,
    share: number,
  ): Promise<void> {
    await before;
    try {
      const begun = await begin(this.ctx, this.held, command, { share, signal: controller.signal });
      this.settle(command, controller, begun.event, moreOf(command, begun));
    } catch (error) {
      if (error instanceof StepFailure || isAppError(error))
        this.settle(command, controller, failed(command, error));
      else if (this.work.get(command.key) === controller) this.crashed(error);
    }
  }

  /** Tells what came of it, unless it was dropped meanwhile. Work that goes on elsewhere has no answer yet. */
  private settle(
    { key }: ToDo,
    controller: AbortController,
    event: RunEvent | null,
    more?: More,
  ): void {
    if (this.work.get(key) !== controller) return;
    this.work.delete(key);
    this.answer(event, more);
  }

  private async perform(command: ToDo, controller: AbortController): Promise<Json> {
    if (command.type !== 'ScheduleStep') throw new Error(`${command.type} is not done in hand.`);
    const { key, stepId, attempt, stepType, input, secrets, options, timeoutMs } = command;
    const perform = PERFORM[stepType];
    if (!perform) {
      const message = `A step of type "${stepType}" cannot be carried out here.`;
      throw new StepFailure({ code: 'STEP_UNAVAILABLE', message, retryable: false });
    }
    // Code keeps its own time, and says so; this is for the case that it does not.
    const most = stepType === 'code' ? (timeoutMs ?? 30_000) + 5_000 : (timeoutMs ?? TIMEOUT_MS);
    const ms = Math.min(most, LONGEST_MS);
    const late = setTimeout(() => controller.abort(new TimeIsUp()), ms);
    const { signal } = controller;
    try {
      const work = perform({
        ...{
          ctx: this.ctx,
          runId: this.held.id,
          key,
          stepId,
          attempt,
          input,
          secrets,
          options,
          timeoutMs,
          signal,
        },
        idempotencyKey: keyOf(this.held.id, key),
      });
      // Work that does not listen to its signal is left behind: nothing that it answers counts any more.
      return await Promise.race([work, aborted(signal)]);
    } catch (error) {
      if (signal.aborted && signal.reason instanceof TimeIsUp) throw signal.reason;
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  drop(key: string): void {
    const controller = this.work.get(key);
    this.work.delete(key);
    controller?.abort(new Error('The step was cancelled.'));
  }

  dropAll(): void {
    for (const key of [...this.work.keys()]) this.drop(key);
  }
}

const now = () => new Date().toISOString();

/** The same on every try of an instance; receivers take up to 255 letters. */
const keyOf = (runId: string, key: string): string =>
  key.length <= 200 && /^[\x21-\x7e]+$/.test(key)
    ? `${runId}:${key}`
    : `${runId}:${createHash('sha256').update(key).digest('hex')}`;

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const moreOf = ({ key }: ToDo, { workType, workId }: Begun): More | undefined =>
  workId ? { key, workType, workId } : undefined;

function failed(command: ToDo, error: unknown): RunEvent {
  const { key, attempt } = command;
  const at = now();
  const jitter = Math.random();
  if (error instanceof TimeIsUp) return { type: 'StepTimedOut', at, key, attempt, jitter };
  const type =
    command.type === 'StartChild'
      ? 'ChildFailed'
      : command.type === 'StartJob'
        ? 'JobFailed'
        : 'StepFailed';
  return { type, at, key, attempt, error: stepError(error), jitter };
}
