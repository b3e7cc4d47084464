import type { Node } from './expression/ast';
import type { Template } from './expression/template';
import type { Json } from './json';
import type { StepTypeName } from './step-types';

/** A compiled definition: plain JSON, never changed. Steps stand in one table, by id. */
export type Plan = {
  v: 1;
  /** Hex SHA-256 of the definition's canonical JSON. */
  hash: string;
  name: string | null;
  steps: Record<string, PlanStep>;
  /** Block 0 is the definition's own list of steps. */
  blocks: Block[];
  vars: Template;
  /** Null: the last step's output is the run's. */
  output: Template | null;
  triggers: PlanTrigger[];
  timeoutMs: number | null;
  maxCredits: number | null;
  concurrency: { limit: number; key: Node | null } | null;
  inputSchema: Json | null;
};

export type PlanTrigger =
  | { type: 'manual' }
  | { type: 'webhook' }
  | { type: 'schedule'; cron: string; timezone: string }
  | { type: 'event'; event: string; filter: Node | null; own?: boolean };

/** A list of steps that runs as a whole: in order, or as a DAG when any step has `needs`. */
export type Block = {
  /** The step that runs this block; null for the definition's own. Handlers may have several. */
  owner: string | null;
  role: BlockRole;
  /** The name of a parallel branch. */
  name?: string;
  steps: string[];
  dag: boolean;
};
export type BlockRole =
  | 'root'
  | 'then'
  | 'else'
  | 'case'
  | 'default'
  | 'branch'
  | 'body'
  | 'handler'
  | 'compensate';

export type PlanStep = {
  id: string;
  name: string;
  type: StepTypeName;
  /** Where it stands in the definition: `steps[0].config.then[1]`. */
  path: string;
  block: number;
  needs: string[];
  if: Node | null;
  /** What the step works with, templates compiled. */
  input: Template;
  /** Expressions by their config key: condition, items, expression, match. */
  expressions: Record<string, Node>;
  /** Literal settings by their config key: join, concurrency, mode, quorum … */
  options: Record<string, Json>;
  /** The blocks it owns, in order; `when` belongs to a switch's cases. */
  blocks: { block: number; when: Node | null }[];
  retry: RetryPolicy | null;
  timeoutMs: number | null;
  onError: OnError;
  compensate: string | null;
  onSkippedInput: 'fail' | 'skip';
  /** What repeats around it, outermost first: ids of loops and whiles, `!id` of error handlers. */
  repeats: string[];
};

export type OnError =
  | { kind: 'fail' }
  | { kind: 'continue' }
  | { kind: 'rollback' }
  | { kind: 'goto'; step: string; block: number };

/** Intervals in milliseconds; `maxAttempts` counts all tries. */
export type RetryPolicy = {
  maxAttempts: number;
  initialMs: number;
  multiplier: number;
  maxMs: number;
};

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 3,
  initialMs: 1000,
  multiplier: 2,
  maxMs: 60_000,
};
