import type { Json } from '@/lib/engine/json';
import type { Command, HistoryEvent, StepRecord, Transition } from '@/lib/engine/protocol';
import type { RunError, RunState } from '@/lib/engine/state';

/** A step's row as the next commit writes it; what is left out stays as it is. */
export interface StepChange {
  key: string;
  step: string | null;
  status: string;
  attempt: number;
  input?: Json;
  secrets?: Json;
  output?: Json;
  error?: Json;
  startedAt?: string;
  completedAt?: string;
  workType?: 'execution' | 'run' | 'job';
  workId?: string;
  credits?: string;
}

/** An event that the commit emits. */
export interface Fact {
  id: string;
  type: string;
  data: { [key: string]: Json };
}

export type Stop = { workType: 'execution' | 'run' | 'job'; workId: string };
export type End =
  | { status: 'completed'; output: Json }
  | { status: 'failed' | 'timed_out'; error: RunError; output?: Json }
  | { status: 'cancelled'; reason: string | null };

const DONE = ['completed', 'failed', 'skipped', 'cancelled'];

/** What transitions in memory have changed since the last commit. */
export class Pending {
  readonly steps = new Map<string, StepChange>();
  readonly history: HistoryEvent[] = [];
  readonly timers = new Map<string, Extract<Command, { type: 'StartTimer' }>>();
  readonly timersGone = new Set<string>();
  readonly waits = new Map<string, string>();
  readonly waitsGone = new Set<string>();
  readonly inboxTaken: string[] = [];
  readonly facts: Fact[] = [];
  readonly stops: Stop[] = [];
  microCredits = 0n;
  end: End | null = null;
  dirty = false;

  /** Takes what a transition says is to be written down; its commands are the caller's to carry out. */
  take(transition: Transition): void {
    this.dirty = true;
    this.history.push(...transition.history);
    for (const record of transition.records) this.record(record);
  }

  private record(record: StepRecord): void {
    const { key, step, status, attempt, at, input, secrets, output, error } = record;
    const before = this.steps.get(key);
    const done = DONE.includes(status);
    this.steps.set(key, {
      ...before,
      key,
      step,
      status,
      attempt,
      startedAt: before?.startedAt ?? at,
      error: error as Json | undefined,
      ...(done && { completedAt: at }),
      ...(input !== undefined && { input }),
      ...(secrets !== undefined && { secrets: secrets as unknown as Json }),
      ...(output !== undefined && { output }),
    });
    if (done) this.waitsGone.add(key);
  }

  /** More about a step: what works on it, what it has cost. */
  add(key: string, state: RunState, more: Partial<StepChange>): void {
    const instance = state.instances[key];
    const known = this.steps.get(key);
    if (!known && !instance) return;
    this.dirty = true;
    this.steps.set(key, {
      key,
      step: instance?.step ?? null,
      status: instance?.status ?? '',
      attempt: instance?.attempt ?? 0,
      ...known,
      ...more,
    });
  }
}
