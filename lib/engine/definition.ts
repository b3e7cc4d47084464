import { z } from 'zod';
import { DurationSchema } from './step-configs';

/** Bounds of every definition; past them it is refused, never cut. */
export const MAX_STEPS = 1000;
export const MAX_NESTING = 20;
export const MAX_DEFINITION = 1024 * 1024;

const word = z.string().min(1).max(500);

export const RetrySchema = z.strictObject({
  maxAttempts: z.number().int().min(1).max(100).optional(),
  initialInterval: DurationSchema.optional(),
  multiplier: z.number().min(1).max(100).optional(),
  maxInterval: DurationSchema.optional(),
});

export const TriggerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('manual') }),
  z.strictObject({ type: z.literal('webhook') }),
  z.strictObject({ type: z.literal('schedule'), cron: word, timezone: word.optional() }),
  z.strictObject({
    type: z.literal('event'),
    event: word,
    filter: z.string().max(10_000).optional(),
    /** Events that its own runs bring about start it too. */
    own: z.boolean().optional(),
  }),
]);

export const SettingsSchema = z.strictObject({
  timeout: DurationSchema.optional(),
  maxCredits: z.number().min(0).max(1e9).optional(),
  retry: RetrySchema.optional(),
  onError: z.enum(['fail', 'continue', 'rollback']).optional(),
  concurrency: z
    .strictObject({
      limit: z.number().int().min(1).max(10_000),
      key: z.string().max(10_000).optional(),
    })
    .optional(),
});

/** What stands around a step's config. Ids are given by `name` when absent. */
export const StepSchema = z.strictObject({
  id: word.optional(),
  name: word.optional(),
  description: z.string().max(5000).optional(),
  type: word,
  config: z.record(z.string(), z.unknown()).optional(),
  if: z.union([z.boolean(), z.string().max(10_000)]).optional(),
  needs: z.union([word, z.array(word).max(100)]).optional(),
  retry: RetrySchema.optional(),
  timeout: DurationSchema.optional(),
  onError: z
    .union([z.enum(['fail', 'continue', 'rollback']), z.strictObject({ goto: word })])
    .optional(),
  compensate: z.union([word, z.record(z.string(), z.unknown())]).optional(),
  onSkippedInput: z.enum(['fail', 'skip']).optional(),
  /** Where the canvas draws it, and the like: kept, never read by the engine. */
  ui: z.unknown().optional(),
});

export const DefinitionSchema = z.strictObject({
  name: word.optional(),
  description: z.string().max(10_000).optional(),
  version: z.union([z.string().max(100), z.number()]).optional(),
  inputSchema: z.record(z.string(), z.unknown()).optional(),
  vars: z.record(z.string().max(200), z.unknown()).optional(),
  triggers: z.array(z.unknown()).max(50).optional(),
  settings: z.unknown().optional(),
  steps: z.array(z.unknown()).max(MAX_STEPS),
  output: z.unknown().optional(),
  ui: z.unknown().optional(),
});

export type Definition = z.infer<typeof DefinitionSchema>;
export type StepDefinition = z.infer<typeof StepSchema>;
export type Retry = z.infer<typeof RetrySchema>;

const SPELLINGS: Readonly<Record<string, string>> = {
  retryPolicy: 'retry',
  backoffMultiplier: 'multiplier',
  backoffMs: 'initialInterval',
  dependsOn: 'needs',
  variables: 'vars',
  input_schema: 'inputSchema',
};

/** The keys that `known` has, under their other spellings too: snake_case and the seeds' words. */
export function canonicalKeys(
  value: Record<string, unknown>,
  known: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = [key, camel(key), snake(key), spelling(key), spelling(camel(key))].find((it) =>
      Object.hasOwn(known, it),
    );
    // defineProperty: a key such as __proto__ stays an own key, and is then refused.
    Object.defineProperty(out, name ?? key, {
      value: item,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return out;
}

function spelling(key: string): string {
  return Object.hasOwn(SPELLINGS, key) ? (SPELLINGS[key] as string) : key;
}

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
