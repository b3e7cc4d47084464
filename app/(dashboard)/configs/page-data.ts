import type { Config, May } from '@/components/configs/model';
import { type ConfigRow, presentConfig } from '@/lib/configs/store';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';

export const mayOf = (ctx: Ctx): May => ({
  write: allows(ctx.scopes, 'configs:write'),
  deploy: allows(ctx.scopes, 'deployments:write'),
  execute: allows(ctx.scopes, 'deployments:execute'),
});

export const mayRead = (ctx: Ctx): boolean => allows(ctx.scopes, 'configs:read');

/** Who lets a reader in who may see no configs. */
export const letIn = 'Ask an owner or admin for the scope configs:read.';

/** Of many: without the documents, which a page of a list does not show. */
export const listed = (row: ConfigRow): Config => ({
  ...presentConfig({ ...row, shown: { ...row.shown, content: '' } }, true),
  ast_json: null,
});

/** Of one: the page reads the document itself. */
export const opened = (row: ConfigRow): Config => ({ ...presentConfig(row), ast_json: null });

/** Where this person's unsaved documents are kept in their browser. */
export const keepOf = (ctx: Ctx): string => `fp:config:${ctx.actor.id}:${ctx.organizationId}`;
