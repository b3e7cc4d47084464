import type { ModelSettings } from '@/lib/agents/models/contract';
import { env } from '@/lib/core/env';

/** The providers' settings of this process. */
export const modelSettings = (): ModelSettings => env();
