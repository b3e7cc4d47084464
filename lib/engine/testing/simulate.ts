import { type Compiled, compile } from '../compile';
import type { Json } from '../json';
import { advance } from '../machine';
import type { Plan } from '../plan';
import type { Command, HistoryEvent, RunData, RunEvent, StepRecord, Transition } from '../protocol';
import { stepsRead } from '../reads';
import { hasEnded, type RunState } from '../state';

/** An event without its time: the simulation has the clock. */
export type Happening = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'at'>
    : never
  : never;

export function planOf(definition: unknown): Plan {
  const result: Compiled = compile(definition);
  if (!result.ok) throw new Error(`does not compile: ${JSON.stringify(result.problems, null, 1)}`);
  return result.plan;
}

/** A host in memory for tests: keeps state as JSON text, records, history and what is outstanding. */
export class Simulation {
  readonly plan: Plan;
  readonly commands: Command[] = [];
  readonly history: HistoryEvent[] = [];
  readonly records: StepRecord[] = [];
  readonly timers = new Map<string, { fireAt: string; key: string; purpose: string }>();
  readonly outputs = new Map<string, Json>();
  private text = 'null';
  private clock = Date.parse('2026-01-01T00:00:00Z');
  private readonly inputs = new Map<string, StepRecord>();
  private readonly readable: ReadonlySet<string>;
  private readonly input: Json;
  private readonly reused: ReadonlyMap<string, Json>;

  constructor(
    definition: unknown,
    input: Json = {},
    reused: ReadonlyMap<string, Json> = new Map(),
  ) {
    this.plan = planOf(definition);
    this.readable = stepsRead(this.plan);
    this.input = input;
    this.reused = reused;
  }

  /** Parsed from text each time, as if the process had died after every event. */
  get state(): RunState {
    return JSON.parse(this.text) as RunState;
  }

  get now(): string {
    return new Date(this.clock).toISOString();
  }

  start(): Transition {
    return this.send({ type: 'StartRun', reuse: this.reused.size > 0 });
  }

  send(event: Happening): Transition {
    this.clock += 1000;
    if (event.type === 'TimerFired') this.timers.delete(event.id);
    const before = this.text;
    const state = JSON.parse(this.text) as RunState | null;
    const result = advance(this.plan, state, { ...event, at: this.now } as RunEvent, this.data());
    // A pure function leaves what it was given alone.
    if (JSON.stringify(state) !== before) throw new Error('advance changed the state it was given');
    this.text = JSON.stringify(result.state);
    for (const record of result.records) this.keep(record);
    this.history.push(...result.history);
    for (const command of result.commands) {
      this.commands.push(command);
      if (command.type === 'StartTimer') this.timers.set(command.id, command);
      if (command.type === 'CancelTimer') this.timers.delete(command.id);
    }
    const again = result.commands.some((it) => it.type === 'Continue');
    return again && !this.ended ? this.send({ type: 'Continue' }) : result;
  }

  /** Fires the earliest timer; false when there is none. */
  fire(purpose?: string): boolean {
    const next = [...this.timers]
      .filter(([, it]) => !purpose || it.purpose === purpose)
      .sort(([, a], [, b]) => a.fireAt.localeCompare(b.fireAt))[0];
    if (!next) return false;
    this.clock = Math.max(this.clock, Date.parse(next[1].fireAt));
    this.timers.delete(next[0]);
    this.send({ type: 'TimerFired', id: next[0] });
    return true;
  }

  get ended(): boolean {
    return hasEnded(this.state);
  }

  /** The last command of a type for a step, or for an instance's key. */
  sent<T extends Command['type']>(type: T, of: string): Extract<Command, { type: T }> {
    const found = this.commands.findLast(
      (it) =>
        it.type === type && 'key' in it && (it.key === of || ('stepId' in it && it.stepId === of)),
    );
    if (!found) throw new Error(`no ${type} for ${of}; sent: ${this.names().join(' ')}`);
    return found as Extract<Command, { type: T }>;
  }

  complete(of: string, output: Json = { ok: true }): Transition {
    const { key, attempt } = this.sent('ScheduleStep', of);
    return this.send({ type: 'StepCompleted', key, attempt, output });
  }

  fail(
    of: string,
    error: { code?: string; status?: number; retryable?: boolean } = {},
  ): Transition {
    const { key, attempt } = this.sent('ScheduleStep', of);
    const whole = { code: 'BROKEN', message: `${of} broke`, ...error };
    return this.send({ type: 'StepFailed', key, attempt, error: whole });
  }

  /** The commands by name: `ScheduleStep:a`. */
  names(): string[] {
    return this.commands.map((it) => ('key' in it && it.key ? `${it.type}:${it.key}` : it.type));
  }

  get output(): Json {
    const end = this.commands.find((it) => it.type === 'CompleteRun');
    if (!end)
      throw new Error(`not completed: ${this.state.status} ${JSON.stringify(this.state.error)}`);
    return (end as Extract<Command, { type: 'CompleteRun' }>).output;
  }

  /** The keys recorded as completed: what a later run may reuse. */
  get completed(): string[] {
    return this.records.filter((it) => it.status === 'completed').map((it) => it.key);
  }

  private keep(record: StepRecord): void {
    this.records.push(record);
    if (record.output !== undefined) this.outputs.set(record.key, record.output);
    if (record.input !== undefined && !this.inputs.has(record.key))
      this.inputs.set(record.key, record);
  }

  /** A host loads only what `stepsRead` names, so nothing else may be asked for. */
  private read(key: string): Json | undefined {
    const id = key.slice(key.lastIndexOf('/') + 1);
    if (!id.includes('$') && !this.readable.has(id)) throw new Error(`read unannounced: ${key}`);
    return this.outputs.get(key);
  }

  private data(): RunData {
    return {
      input: this.input,
      trigger: { type: 'manual' },
      metadata: {},
      run: { id: 'run-1', startedAt: '2026-01-01T00:00:00.000Z' },
      output: (key) => this.read(key),
      stepInput: (key) => {
        const record = this.inputs.get(key);
        return record && { value: record.input ?? null, secrets: record.secrets ?? [] };
      },
      reused: (key) => {
        const output = this.reused.get(key);
        return output === undefined ? undefined : { output };
      },
    };
  }
}
