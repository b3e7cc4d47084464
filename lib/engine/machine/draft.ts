import type { Json } from '../json';
import { jsonSize } from '../json';
import type { Block, Plan, PlanStep } from '../plan';
import type { Command, HistoryEvent, HistoryType, RunData, StepRecord } from '../protocol';
import type { Frame, Instance, RunState, StepError, Timer, Work } from '../state';

/** An output may be at most this long, in JSON characters. */
export const MAX_OUTPUT = 1024 * 1024;

/** The next state while it is made. The former one is never touched. */
export class Draft {
  readonly plan: Plan;
  readonly data: RunData;
  readonly at: string;
  readonly state: RunState;
  readonly commands: Command[] = [];
  readonly history: HistoryEvent[] = [];
  readonly records: StepRecord[] = [];
  private readonly outputs = new Map<string, Json>();

  constructor(plan: Plan, data: RunData, at: string, state: RunState) {
    this.plan = plan;
    this.data = data;
    this.at = at;
    this.state = {
      ...state,
      instances: { ...state.instances },
      frames: { ...state.frames },
      timers: { ...state.timers },
      visits: { ...state.visits },
      ready: [...state.ready],
      undo: [...state.undo],
      signals: [...state.signals],
      seen: [...state.seen],
    };
  }

  step(id: string): PlanStep {
    const step = Object.hasOwn(this.plan.steps, id) ? this.plan.steps[id] : undefined;
    if (!step)
      throw new Error(`The plan has no step "${id}": the state belongs to another version.`);
    return step;
  }

  block(number: number): Block {
    const block = this.plan.blocks[number];
    if (!block)
      throw new Error(`The plan has no block ${number}: the state is of another version.`);
    return block;
  }

  instance(key: string): Instance | undefined {
    return Object.hasOwn(this.state.instances, key) ? this.state.instances[key] : undefined;
  }

  frame(id: string): Frame | undefined {
    return Object.hasOwn(this.state.frames, id) ? this.state.frames[id] : undefined;
  }

  /** Changes an instance by replacing it: the former state keeps the old one. */
  update(key: string, change: Partial<Instance>): Instance {
    const next = { ...(this.state.instances[key] as Instance), ...change };
    this.state.instances[key] = next;
    return next;
  }

  updateFrame(id: string, change: Partial<Frame>): Frame {
    const next = { ...(this.state.frames[id] as Frame), ...change };
    this.state.frames[id] = next;
    return next;
  }

  openFrame(frame: Omit<Frame, 'open' | 'last'>): string {
    const id = String(++this.state.counter);
    this.state.frames[id] = { ...frame, open: 0, last: -1 };
    return id;
  }

  queue(work: Work): void {
    this.state.ready.push(work);
  }

  command(command: Command): void {
    this.commands.push(command);
  }

  log(eventType: HistoryType, attributes: Record<string, Json | undefined> = {}): void {
    this.state.history++;
    const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
    this.history.push({
      eventId: this.state.history,
      eventType,
      timestamp: this.at,
      attributes: Object.fromEntries(given) as { [key: string]: Json },
    });
  }

  /** Writes an instance's present status down, with what else is to be kept of it. */
  record(key: string, more: Pick<StepRecord, 'input' | 'secrets' | 'output' | 'error'> = {}): void {
    const instance = this.instance(key);
    if (!instance) return;
    const { step, status, attempt } = instance;
    if (more.output !== undefined) this.outputs.set(key, more.output);
    this.records.push({ key, step, status, attempt, at: this.at, ...more });
  }

  /** A value that only the run itself reads again. */
  keep(key: string, output: Json): void {
    this.outputs.set(key, output);
    this.records.push({ key, step: null, status: 'completed', attempt: 0, at: this.at, output });
  }

  output(key: string): Json | undefined {
    return this.outputs.has(key) ? this.outputs.get(key) : this.data.output(key);
  }

  /** Why an output cannot be kept; null when it can. What comes from outside may be anything. */
  refused(output: Json): StepError | null {
    try {
      if (jsonSize(output, MAX_OUTPUT) <= MAX_OUTPUT) return null;
    } catch (error) {
      const message = `The output cannot be kept: ${(error as Error).message}.`;
      return { code: 'BAD_OUTPUT', message, retryable: false };
    }
    const message = 'The output is larger than 1 MiB. Keep it elsewhere and return a reference.';
    return { code: 'OUTPUT_TOO_LARGE', message, retryable: false };
  }

  startTimer(key: string, ms: number, purpose: Timer['purpose']): string {
    const id = `t${++this.state.counter}`;
    const fireAt = new Date(Date.parse(this.at) + ms).toISOString();
    this.state.timers[id] = { key, purpose };
    this.command({ type: 'StartTimer', id, key, fireAt, purpose });
    this.log('TimerStarted', { timerId: id, activityId: key || undefined, fireAt, purpose });
    return id;
  }

  cancelTimer(id: string | undefined): void {
    if (id === undefined || !Object.hasOwn(this.state.timers, id)) return;
    delete this.state.timers[id];
    this.command({ type: 'CancelTimer', id });
  }
}

/** Whether an instance has come to its end. */
export function isDone(instance: Instance | undefined): boolean {
  return (
    instance !== undefined &&
    ['completed', 'failed', 'skipped', 'cancelled'].includes(instance.status)
  );
}
