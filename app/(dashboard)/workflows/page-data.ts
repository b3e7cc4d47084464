import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import type { May } from '@/components/workflows/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';
import { presentWorkflow } from '@/lib/workflows/present';
import { loadWorkflow } from '@/lib/workflows/store';

export const mayOf = (ctx: Ctx): May => ({
  write: allows(ctx.scopes, 'workflows:write'),
  execute: allows(ctx.scopes, 'workflows:execute'),
});

/** The workflow of a page's address, or the page that says that there is none. */
export const workflowOf = async (ctx: Ctx, id: string) =>
  presentWorkflow(ctx, await orNotFound(loadWorkflow(ctx, id)));
