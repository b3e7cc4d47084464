import type { May } from '@/components/tests/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';

export const mayTest = (ctx: Ctx): May => ({
  write: allows(ctx.scopes, 'tests:write'),
  run: allows(ctx.scopes, 'agents:execute') && allows(ctx.scopes, 'workflows:execute'),
});
