import type { SecretHole } from '@/lib/engine/expression/template';
import type { Json } from '@/lib/engine/json';
import type { RunData, StepRecord } from '@/lib/engine/protocol';
import type { Held, KeptStep } from '@/lib/workflows/postgres/claim';
import { readBy } from '@/lib/workflows/postgres/plans';

type Input = { value: Json; secrets: SecretHole[] };

/** What a run's transitions read, kept while a worker has it: outputs that may be asked for, open steps' inputs. */
export class Memory implements RunData {
  readonly input: Json;
  readonly trigger: Json;
  readonly metadata: Json;
  readonly run: { [key: string]: Json };
  private readonly outputs = new Map<string, Json>();
  private readonly inputs = new Map<string, Input>();
  private readonly former: ReadonlyMap<string, Json>;
  private readonly readable: ReadonlySet<string>;

  constructor(held: Held, former: ReadonlyMap<string, Json> = new Map()) {
    this.input = held.input;
    this.trigger = held.trigger;
    this.metadata = held.metadata;
    this.run = {
      id: held.id,
      workflowId: held.clientId ?? held.workflowId,
      version: held.version,
      startedAt: held.startedAt.toISOString(),
    };
    this.former = former;
    this.readable = readBy(held.plan);
  }

  restore(steps: readonly KeptStep[]): void {
    for (const { key, output, input, secrets } of steps) {
      if (output !== null) this.outputs.set(key, output);
      if (input !== null) this.inputs.set(key, { value: input, secrets: secrets ?? [] });
    }
  }

  take(records: readonly StepRecord[]): void {
    for (const { key, step, status, input, secrets, output } of records) {
      if (output !== undefined && (step === null || this.readable.has(step)))
        this.outputs.set(key, output);
      if (input !== undefined && !this.inputs.has(key))
        this.inputs.set(key, { value: input, secrets: secrets ?? [] });
      if (['completed', 'failed', 'skipped', 'cancelled'].includes(status)) this.inputs.delete(key);
    }
  }

  output(key: string): Json | undefined {
    return this.outputs.get(key);
  }

  stepInput(key: string): Input | undefined {
    return this.inputs.get(key);
  }

  reused(key: string): { output: Json } | undefined {
    const output = this.former.get(key);
    return output === undefined ? undefined : { output };
  }
}
