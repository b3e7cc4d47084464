import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { advance } from '@/lib/engine/machine';
import type { RunEvent } from '@/lib/engine/protocol';
import { hasEnded, type RunState } from '@/lib/engine/state';
import { claim, type Held, readInbox, readSteps, readTimers } from '@/lib/workflows/postgres/claim';
import { Overtaken } from '@/lib/workflows/postgres/commit';
import { Hands } from '@/lib/workflows/postgres/hands';
import { INBOX_CHANNEL } from '@/lib/workflows/postgres/inbox';
import { interpret, type ToDo } from '@/lib/workflows/postgres/interpret';
import { Memory } from '@/lib/workflows/postgres/memory';
import { outstanding } from '@/lib/workflows/postgres/outstanding';
import { Pending } from '@/lib/workflows/postgres/pending';
import { formerOutputs } from '@/lib/workflows/postgres/reuse';
import { NEAR_MS, save } from '@/lib/workflows/postgres/save';

/** A run that nobody speaks to is looked at this often: notifications may be lost. */
const POLL_MS = 5_000;

/**
 * Takes a run and stays with it until it ends, waits for something that is not near, or is taken away. Throws
 * when another attempt should go on.
 */
export async function runHeld(ctx: Ctx, runId: string, outer: AbortSignal): Promise<void> {
  const held = await claim(ctx, runId);
  if (!held) return;
  const former = await formerOutputs(ctx, held);
  const runner = new Runner(ctx, held, new Memory(held, former), outer);
  const deaf = await listen(INBOX_CHANNEL, (payload) => {
    if (payload === runId || payload === '') runner.hear();
  });
  try {
    await runner.run();
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    ctx.log.info({ runId, fence: held.fence }, 'run lost to another worker');
  } finally {
    deaf();
    runner.hands.dropAll();
  }
}

class Runner {
  readonly hands: Hands;
  private state: RunState | null;
  private pending = new Pending();
  private arrivals: RunEvent[] = [];
  private toDo: ToDo[] = [];
  private readonly timers = new Map<string, number>();
  private told: boolean;
  private awake = false;
  private freed = false;
  private wakeUp = () => {};

  constructor(
    private readonly ctx: Ctx,
    private readonly held: Held,
    private readonly memory: Memory,
    private readonly outer: AbortSignal,
  ) {
    this.state = held.state;
    this.told = held.inboxed > 0;
    this.hands = new Hands(
      ctx,
      held,
      (event, more) => {
        if (event) this.arrivals.push(event);
        if (more) this.more.push(more);
        this.wake();
      },
      (error) => {
        this.broken = { error };
        this.wake();
      },
    );
  }

  private broken: { error: unknown } | null = null;
  /** What work says about its step beside its answer. */
  private more: { key: string; workType: 'execution' | 'run' | 'job'; workId: string }[] = [];

  hear(): void {
    this.told = true;
    this.wake();
  }

  private wake(): void {
    this.awake = true;
    this.wakeUp();
  }

  async run(): Promise<void> {
    if (this.state === null) {
      const at = new Date().toISOString();
      this.apply({ type: 'StartRun', at, reuse: this.held.reusedRunId !== null });
    } else await this.restore(this.state);
    while (!(await this.round())) await this.rest();
  }

  /** Goes on where another worker left off: what it had in hand is done again, under the same keys. */
  private async restore(state: RunState): Promise<void> {
    const { ctx, held } = this;
    const steps = await readSteps(ctx, held.id, held.plan);
    this.memory.restore(steps);
    for (const { id, fireAt } of await readTimers(ctx, held.id))
      if (Object.hasOwn(state.timers, id)) this.timers.set(id, fireAt.getTime());
    for (const command of outstanding(held.plan, state, steps)) this.toDo.push(command);
    if (state.ready.length && !state.paused)
      this.arrivals.push({ type: 'Continue', at: new Date().toISOString() });
  }

  /** Applies what has come, commits, begins what is to be done. True when the run is out of this worker's hands. */
  private async round(): Promise<boolean> {
    this.outer.throwIfAborted();
    if (this.broken) throw this.broken.error;
    if (this.told) await this.readInbox();
    this.fireDue();
    for (let event = this.arrivals.shift(); event; event = this.arrivals.shift()) this.apply(event);
    const state = this.state as RunState;
    for (const { key, ...work } of this.more.splice(0)) this.pending.add(key, state, work);
    const idle = this.idle();
    const { pending, toDo } = this;
    this.toDo = [];
    if (pending.dirty || idle) {
      this.pending = new Pending();
      const done = await save(this.ctx, this.held, state, pending, idle);
      if (hasEnded(state) || !done.held) return true;
      if (done.inboxed !== this.held.inboxed || idle) this.hear();
    }
    this.hands.beginAll(toDo);
    return false;
  }

  /** Nothing is in hand, to be begun, or about to happen. */
  private idle(): boolean {
    if (this.toDo.length > 0 || this.hands.busy || this.arrivals.length > 0) return false;
    return !this.timers.size || this.nextTimer() - Date.now() > NEAR_MS;
  }

  private nextTimer = () => Math.min(...this.timers.values());

  private apply(event: RunEvent): void {
    const { held } = this;
    const transition = advance(held.plan, this.state, event, this.memory);
    if (event.type === 'TimerFired') {
      this.timers.delete(event.id);
      this.pending.timersGone.add(event.id);
    }
    if (transition.ignored) return;
    this.state = transition.state;
    this.memory.take(transition.records);
    this.pending.take(transition);
    const answers: RunEvent[] = [];
    for (const command of transition.commands) {
      if (command.type === 'StartTimer') this.timers.set(command.id, Date.parse(command.fireAt));
      if (command.type === 'CancelTimer') this.timers.delete(command.id);
      const out = interpret(held, command, event.at, this.pending);
      answers.push(...out.answers);
      this.toDo.push(...out.toDo);
      for (const key of out.aborted) {
        this.hands.drop(key);
        this.toDo = this.toDo.filter((it) => it.key !== key);
      }
    }
    this.arrivals.unshift(...answers);
  }

  private fireDue(): void {
    const now = Date.now();
    const due = [...this.timers].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    for (const [id] of due)
      this.arrivals.push({ type: 'TimerFired', at: new Date().toISOString(), id });
  }

  private async readInbox(): Promise<void> {
    this.told = false;
    const inbox = await readInbox(this.ctx, this.held.id);
    if (!inbox || inbox.fence !== this.held.fence)
      throw new Overtaken('Another worker goes on with this run.');
    this.held.inboxed = inbox.inboxed;
    for (const { id, event, dedupe } of inbox.rows) {
      const { microCredits, ...signal } = event;
      const at = new Date().toISOString();
      if (microCredits) this.cost(signal as RunEvent, BigInt(microCredits));
      const named =
        (signal.type === 'SignalReceived' || signal.type === 'EventReceived') && !signal.id;
      this.arrivals.push({ ...signal, at, ...(named && { id: dedupe }) } as RunEvent);
      this.pending.inboxTaken.push(id);
      this.pending.dirty = true;
    }
    if (this.freed) this.arrivals.push({ type: 'CreditsGranted', at: new Date().toISOString() });
    this.freed = false;
  }

  private cost(event: RunEvent, microCredits: bigint): void {
    this.pending.microCredits += microCredits;
    this.held.microCredits += microCredits;
    if ('key' in event)
      this.pending.add(event.key, this.state as RunState, { credits: String(microCredits) });
    // Under a ceiling a step may be blocked because others had reserved what they did not spend.
    if (this.held.ceiling !== null) this.freed = true;
  }

  /** Until something comes, the next timer is due, or it is time to look whether the run is still ours. */
  private async rest(): Promise<void> {
    if (this.awake || this.arrivals.length > 0) {
      this.awake = false;
      return;
    }
    const ms = Math.max(
      0,
      Math.min(POLL_MS, this.timers.size ? this.nextTimer() - Date.now() : POLL_MS),
    );
    if (ms === POLL_MS) this.told = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      this.outer.addEventListener('abort', this.wakeUp, { once: true });
    });
    this.outer.removeEventListener('abort', this.wakeUp);
    this.awake = false;
  }
}
