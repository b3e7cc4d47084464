import type { Kind, May } from '@/components/connectors/model';
import { CONNECTOR_TYPES, type ConnectorType, shownCatalog } from '@/lib/connectors/catalog';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';

export const mayOf = (ctx: Ctx, what: 'connectors' | 'credentials'): May => ({
  write: allows(ctx.scopes, `${what}:write`),
  test: allows(ctx.scopes, `${what}:execute`),
});

export const isType = (value: string | null): value is ConnectorType =>
  CONNECTOR_TYPES.some((it) => it === value);

/** The catalogue as far as the page's forms need it; schemas of actions stay on the server. */
export const kinds = (): Kind[] =>
  shownCatalog().map(({ type, name, description, credential, configSchema, actions }) => {
    const properties = (configSchema.properties ?? {}) as Record<string, { description?: string }>;
    const required = (configSchema.required ?? []) as string[];
    return {
      type,
      name,
      description,
      credential,
      config: Object.entries(properties).map(([key, it]) => ({
        name: key,
        description: it.description ?? null,
        required: required.includes(key),
      })),
      actions: actions.map((it) => ({ name: it.name, description: it.description })),
    };
  });
