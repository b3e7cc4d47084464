import type { StepTypeName } from '@/lib/engine/step-types';
import { code } from '@/lib/workflows/steps/code';
import type { Perform } from '@/lib/workflows/steps/failure';
import { connector, http } from '@/lib/workflows/steps/http';
import { mcp } from '@/lib/workflows/steps/mcp';

/** What a worker does itself while it has the run. */
export const PERFORM: Partial<Record<StepTypeName, Perform>> = {
  http_request: http,
  connector,
  code,
  mcp_tool: mcp,
};
