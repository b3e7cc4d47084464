import { createHash } from 'node:crypto';
import type { Ctx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';
import type { RunEvent } from '@/lib/engine/protocol';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { ToDo } from '@/lib/workflows/postgres/interpret';
import { type Begun, OUTSIDE } from '@/lib/workflows/postgres/outside';
import { StepFailure, stepError } from '@/lib/workflows/steps/failure';
import { PERFORM } from '@/lib/workflows/steps/perform';

/** One try of a step may take this long unless it says otherwise. */
const TIMEOUT_MS = 5 * 60_000;
const LONGEST_MS = 2 ** 31 - 1;

class TimeIsUp extends Error {
  override name = 'TimeIsUp';
}

export type More = { key: string; workType: 'execution' | 'run' | 'job'; workId: string };
type Answer = (event: RunEvent, more?: More) => void;

/** What this worker is doing for a run right now; each piece can be dropped at any time. */
export class Hands {
  private readonly work = new Map<string, AbortController>();

  constructor(
    private readonly ctx: Ctx,
    private readonly held: Held,
    private readonly answer: Answer,
  ) {}

  get busy(): boolean {
    return this.work.size > 0;
  }

  begin(command: ToDo): void {
    const { key, attempt } = command;
    const controller = new AbortController();
    this.work.set(key, controller);
    const mine = () => this.work.get(key) === controller;
    const settle = (event: RunEvent | null, more?: More) => {
      if (!mine()) return;
      this.work.delete(key);
      // Work that goes on elsewhere has no answer yet, but its id is to be written down.
      this.answer(event ?? { type: 'StepStarted', at: now(), key, attempt }, more);
    };
    const outside = OUTSIDE[command.type === 'ScheduleStep' ? command.stepType : command.type];
    const doing = outside
      ? outside(this.ctx, this.held, command).then((it) => settle(it.event, moreOf(command, it)))
      : this.perform(command, controller).then((output) =>
          settle({ type: 'StepCompleted', at: now(), key, attempt, output }),
        );
    doing.catch((error: unknown) => settle(failed(command, error)));
  }

  private async perform(command: ToDo, controller: AbortController): Promise<Json> {
    if (command.type !== 'ScheduleStep') throw new Error(`${command.type} is not done in hand.`);
    const { key, stepId, attempt, stepType, input, secrets, options, timeoutMs } = command;
    const perform = PERFORM[stepType];
    if (!perform) {
      const message = `A step of type "${stepType}" cannot be carried out here.`;
      throw new StepFailure({ code: 'STEP_UNAVAILABLE', message, retryable: false });
    }
    const ms = Math.min(timeoutMs ?? TIMEOUT_MS, LONGEST_MS);
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
