import type { Ctx } from '@/lib/core/context';
import type { Plan } from '@/lib/engine/plan';
import { aiPipeline } from '@/lib/workflows/built-in/ai-pipeline';
import { testSuite } from '@/lib/workflows/built-in/test-suite';

/** A type of workflow that needs no saved definition: its plan is made of the input. */
export interface BuiltIn {
  name: string;
  /** Throws VALIDATION_FAILED for an input that it cannot run. */
  plan(ctx: Ctx, input: unknown): Promise<Plan>;
}

const BUILT_IN: readonly BuiltIn[] = [aiPipeline, testSuite];

export const builtIn = (type: string): BuiltIn | undefined =>
  BUILT_IN.find(({ name }) => name === type);
