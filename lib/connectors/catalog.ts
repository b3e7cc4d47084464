import { z } from 'zod';
import type { ConnectorSpec } from '@/lib/connectors/catalog/declare';
import { discord } from '@/lib/connectors/catalog/discord';
import { http } from '@/lib/connectors/catalog/http';
import { mcp } from '@/lib/connectors/catalog/mcp';
import { slack } from '@/lib/connectors/catalog/slack';
import { smtp } from '@/lib/connectors/catalog/smtp';
import { stripe } from '@/lib/connectors/catalog/stripe';

export const CONNECTOR_TYPES = ['slack', 'smtp', 'stripe', 'discord', 'http', 'mcp'] as const;
export type ConnectorType = (typeof CONNECTOR_TYPES)[number];

/** Every type of connector, with what it asks for and can do. Safe for the browser. */
export const CATALOG: Record<ConnectorType, ConnectorSpec> = {
  slack,
  smtp,
  stripe,
  discord,
  http,
  mcp,
};

/** Whether a type takes a credential of this provider: HTTP ones go out as their own data says. */
export const takes = (type: ConnectorType, provider: string): boolean =>
  type === 'http' || type === 'mcp' || type === provider;

/** The type with this name, or null. */
export const connectorType = (name: string): ConnectorSpec | null =>
  Object.hasOwn(CATALOG, name) ? CATALOG[name as ConnectorType] : null;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as Record<string, unknown>;
};

/** A type of connector as the API shows it. */
function shown(spec: ConnectorSpec) {
  const { credential } = spec;
  const requiredFields = credential.fields
    .filter((it) => it.required && !it.when)
    .map((it) => it.name);
  return {
    id: spec.type,
    type: spec.type,
    name: spec.name,
    description: spec.description,
    credentialType: credential.type,
    requiredFields,
    credential: {
      provider: credential.provider,
      type: credential.type,
      optional: credential.optional,
      hosts: credential.hosts ? [...credential.hosts] : null,
      fields: credential.fields.map((it) => ({ ...it, choices: it.choices && [...it.choices] })),
    },
    configSchema: jsonSchema(spec.config, 'input'),
    actions: Object.entries(spec.actions).map(([name, action]) => ({
      name,
      description: action.description,
      writes: action.writes,
      idempotency: action.idempotency,
      inputSchema: jsonSchema(action.input, 'input'),
      outputSchema: jsonSchema(action.output, 'output'),
    })),
  };
}

let made: ReturnType<typeof shown>[] | undefined;

/** The whole catalogue as the API shows it. */
export function shownCatalog() {
  made ??= Object.values(CATALOG).map(shown);
  return made;
}
