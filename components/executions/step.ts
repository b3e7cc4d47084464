import type { z } from 'zod';
import type { LogSchema, StepSchema } from '@/lib/executions/contract';

export type Step = z.output<typeof StepSchema>;
export type Log = z.output<typeof LogSchema>;
