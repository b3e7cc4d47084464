import type { May } from '@/components/apps/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';

export const mayOf = (ctx: Ctx): May => ({
  write: allows(ctx.scopes, 'packages:write'),
  deploy: allows(ctx.scopes, 'deployments:write'),
  keys: allows(ctx.scopes, 'packages:admin'),
  webhooks: allows(ctx.scopes, 'webhooks:write'),
});

export const about = 'What you build: upload packages, deploy them, and publish them to others.';
