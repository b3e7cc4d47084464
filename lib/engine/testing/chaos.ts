import type { Json } from '../json';
import type { Command } from '../protocol';
import { reusableKeys } from '../reuse';
import type { Random } from './random';
import { type Happening, Simulation } from './simulate';

type Task = Extract<Command, { attempt: number }>;

/**
 * A host that behaves as badly as the world: answers in any order, twice, late, never, fails, times
 * out, runs out of credits, pauses and restarts; and checks after every event what must always hold.
 */
export class Chaos {
  readonly run: Simulation;
  private readonly random: Random;
  private readonly input: Json;
  private readonly reused: ReadonlyMap<string, Json>;
  private readonly tasks = new Map<string, Task>();
  private readonly ended = new Set<string>();
  private readonly attempts = new Map<string, number>();
  private readonly sent: Happening[] = [];
  private seen = { commands: 0, records: 0, history: 0 };

  /** With `former` the run goes on from where that one failed. */
  constructor(definition: unknown, random: Random, former?: Chaos) {
    this.random = random;
    this.input = former?.input ?? {
      n: random.below(4),
      yes: true,
      no: false,
      ends: random.chance(0.3),
    };
    this.run = new Simulation(definition, this.input, former?.reusable());
    this.reused = former?.reusable() ?? new Map();
  }

  private reusable(): Map<string, Json> {
    const { plan, state, outputs, completed } = this.run;
    const keys = reusableKeys(plan, state, completed, null);
    return new Map(keys.map((key) => [key, outputs.get(key) ?? null]));
  }

  /** Plays to the end. Throws when something that must hold does not. */
  play(limit: number): void {
    this.run.start();
    this.check();
    for (let i = 0; i < limit && !this.run.ended; i++) {
      const event = this.next();
      if (event === 'timer') this.run.fire();
      else this.send(event);
      this.check();
    }
    if (!this.run.ended) {
      this.send({ type: 'CancelRequested', reason: 'enough' });
      this.check();
      must(this.run.ended, 'cancel did not end the run');
    }
    this.afterEnd();
  }

  private send(event: Happening): void {
    this.sent.push(event);
    const { ignored } = this.run.send(event);
    if ('attempt' in event && event.attempt !== this.attempts.get(event.key)) {
      must(ignored, `${event.type} of try ${event.attempt} of ${event.key} was taken`);
    }
  }

  private next(): Happening | 'timer' {
    const { random } = this;
    const dice = random.next();
    if (dice < 0.01) return { type: 'CancelRequested' };
    if (dice < 0.04) return { type: 'PauseRequested' };
    if (dice < 0.08) return { type: 'ResumeRequested' };
    if (dice < 0.2 && this.sent.length) return random.pick(this.sent);
    if (dice < 0.23) return { type: 'TimerFired', id: `t${random.below(40)}` };
    if (dice < 0.26)
      return {
        type: 'EventReceived',
        event: 'e',
        data: { n: random.below(3) - 1 },
        id: `e${random.below(9)}`,
      };
    if (dice < 0.28) return { type: 'SignalReceived', name: 'e', data: { n: 1 } };
    if (dice < 0.3)
      return { type: 'StepCompleted', key: 's1', attempt: random.below(4), output: 'stray' };
    const open = [...this.tasks.values()];
    if (this.run.timers.size && (!open.length || random.chance(0.3))) return 'timer';
    return open.length ? this.answer(random.pick(open)) : this.unstick();
  }

  /** Nothing is outstanding: then the run must be paused or wait for credits, or it is stuck. */
  private unstick(): Happening {
    const { state } = this.run;
    if (state.paused) return { type: 'ResumeRequested' };
    const blocked = Object.values(state.instances).some((it) => it.status === 'blocked');
    must(blocked, 'nothing is outstanding and the run has not ended: it is stuck');
    return { type: 'CreditsGranted' };
  }

  private answer({ key, attempt, type }: Task): Happening {
    const { random } = this;
    const output: Json = { n: random.below(100), key };
    const error = {
      code: 'E',
      message: 'failed',
      retryable: random.chance(0.5),
    };
    if (type === 'RequestApproval') {
      const decision = random.chance(0.7) ? 'approved' : 'rejected';
      return { type: 'ApprovalDecided', key, by: random.pick(['ada', 'bob', 'eve']), decision };
    }
    if (type === 'WaitEvent') return { type: 'EventReceived', event: 'e', data: { n: 1 } };
    const dice = random.next();
    if (type === 'StartChild') {
      if (dice < 0.5) return { type: 'ChildStarted', key, attempt, runId: 'r' };
      return dice < 0.8
        ? { type: 'ChildCompleted', key, attempt, output }
        : { type: 'ChildFailed', key, attempt, error };
    }
    if (dice < 0.15) return { type: 'StepStarted', key, attempt };
    if (dice < 0.27) return { type: 'StepFailed', key, attempt, error, jitter: random.next() };
    if (dice < 0.32) return { type: 'StepTimedOut', key, attempt };
    if (dice < 0.36) return { type: 'CreditsExhausted', key, attempt };
    return { type: 'StepCompleted', key, attempt, output };
  }

  private check(): void {
    const { commands, records, history } = this.run;
    for (const command of commands.slice(this.seen.commands)) this.command(command);
    for (const record of records.slice(this.seen.records)) {
      if (record.step === null) continue;
      must(!this.ended.has(record.key), `${record.key} was recorded again after its end`);
      if (['completed', 'failed', 'skipped', 'cancelled'].includes(record.status)) {
        this.ended.add(record.key);
        this.tasks.delete(record.key);
      }
      if (
        record.status === 'backoff' ||
        record.status === 'blocked' ||
        record.status === 'handling'
      ) {
        this.tasks.delete(record.key);
      }
    }
    for (const [i, event] of history.slice(this.seen.history).entries()) {
      must(event.eventId === this.seen.history + i + 1, 'the history has a gap');
    }
    this.seen = { commands: commands.length, records: records.length, history: history.length };
    const { state } = this.run;
    must(state.history === history.length, 'the state lost count of its history');
    for (const [key, { status }] of Object.entries(state.instances)) {
      const type = this.run.plan.steps[state.instances[key]?.step ?? '']?.type;
      const out = ['scheduled', 'started', 'waiting'].includes(status) && type !== 'delay';
      must(out === this.tasks.has(key), `${key} is ${status}, but outstanding: ${!out}`);
    }
    const due = new Set(Object.keys(state.timers));
    must(due.size === this.run.timers.size, 'timers of the state and of the host differ');
  }

  private command(command: Command): void {
    if (command.type === 'CancelStep') {
      must(this.tasks.has(command.key), `${command.key} was cancelled without being outstanding`);
      this.tasks.delete(command.key);
    } else if ('attempt' in command) {
      const { key, attempt } = command;
      must(!this.ended.has(key), `${key} was started again after its end`);
      must(!this.reused.has(key), `${key} was done again though its output is reused`);
      must(
        attempt === (this.attempts.get(key) ?? 0) + 1,
        `${key} was sent twice as try ${attempt}`,
      );
      this.attempts.set(key, attempt);
      this.tasks.set(key, command);
    }
  }

  private afterEnd(): void {
    const ends = this.run.commands.filter((it) =>
      /^(?:Complete|Fail|Cancel|TimeOut)Run$/.test(it.type),
    );
    must(ends.length === 1, `the run ended ${ends.length} times`);
    must(this.tasks.size === 0, `left running: ${[...this.tasks.keys()].join(', ')}`);
    must(this.run.timers.size === 0, 'timers are left behind');
    const { state, plan, records } = this.run;
    must(!state.ready.length && !Object.keys(state.frames).length, 'an ended run has work left');
    const stopped = records.some(
      (it) => plan.steps[it.step ?? '']?.type === 'stop' && it.status === 'completed',
    );
    for (const id of plan.blocks[0]?.steps ?? []) {
      const done = ['completed', 'failed', 'skipped'].includes(state.instances[id]?.status ?? '');
      must(state.status !== 'completed' || stopped || done, `completed without ${id}`);
    }
    const before = JSON.stringify(state);
    for (const event of this.sent.slice(-20)) {
      must(this.run.send(event).ignored, `${event.type} was taken after the end`);
    }
    must(JSON.stringify(this.run.state) === before, 'the state changed after the end');
  }
}

function must(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
