import type DataLoader from 'dataloader';
import type { Ctx } from '@/lib/core/context';
import type { RequestInfo } from '@/lib/core/endpoint';
import { fail } from '@/lib/core/errors';
import { allows, type Scope } from '@/lib/core/scopes';

/** What the resolvers of one document share. */
export interface GraphContext {
  readonly ctx: Ctx;
  /** what a verb may see of the request: its signal ends waits in time, its headers are left out */
  readonly request: RequestInfo;
  /** Batches by what they load: emptied by every mutation, so that nothing stale is shown. */
  readonly loaders: Map<string, DataLoader<string, unknown>>;
  /** how much text the answer holds so far */
  bytes: number;
}

/** Refuses a field to who lacks its scope, in the words of the API. */
export function requireScope({ ctx }: GraphContext, scope: Scope): void {
  if (!allows(ctx.scopes, scope))
    fail(
      'FORBIDDEN',
      `This needs the scope ${scope}. Ask an owner or admin of your organization.`,
      {
        details: { required_scope: scope },
      },
    );
}

/** The loader of this name, made when it is first asked for. */
export function loaderOf<T>(
  { loaders }: GraphContext,
  name: string,
  make: () => DataLoader<string, T>,
): DataLoader<string, T> {
  const known = loaders.get(name) as DataLoader<string, T> | undefined;
  if (known) return known;
  const made = make();
  loaders.set(name, made as DataLoader<string, unknown>);
  return made;
}
