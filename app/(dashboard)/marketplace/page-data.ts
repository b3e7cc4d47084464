import type { May } from '@/components/marketplace/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';

export const mayOf = (ctx: Ctx): May => ({
  install: allows(ctx.scopes, 'installations:write'),
  review: allows(ctx.scopes, 'packages:write'),
  chat: allows(ctx.scopes, 'chat:write'),
});

export const about = 'Agents that other teams built and give out, with their skills and workflows.';
