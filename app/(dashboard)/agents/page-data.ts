import { notFound } from 'next/navigation';
import type { Catalog } from '@/components/agents/catalog';
import type { May } from '@/components/agents/may';
import { modelsToChooseFrom } from '@/lib/agents/models/list';
import { TOOLS } from '@/lib/agents/tools.contract';
import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { allows } from '@/lib/core/scopes';

export const mayOf = (ctx: Ctx): May => ({
  write: allows(ctx.scopes, 'agents:write'),
  execute: allows(ctx.scopes, 'agents:execute'),
});

export const toolList = () =>
  Object.entries(TOOLS).map(([name, { label, description }]) => ({ name, label, description }));

export const catalog = async (): Promise<Catalog> => ({
  models: await modelsToChooseFrom(),
  tools: toolList(),
});

/** Where this person's unsaved form is kept in their browser. */
export const keepKey = (ctx: Ctx, what: string) =>
  `fp:agent:${ctx.actor.id}:${ctx.organizationId}:${what}`;

/** The thing, or the page that says that there is none. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') notFound();
    throw error;
  }
}

export type Query = Promise<Record<string, string | string[] | undefined>>;

/** The first value of each parameter, as the browser's own URLSearchParams would give it. */
export async function paramsOf(query: Query): Promise<URLSearchParams> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await query)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}
