import { z } from 'zod';
import { type PackagePermissions, PRICING_MODELS } from '@/lib/packages/apkg/contents';

/** Absent and null mean the same in the wild. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const Text = (max: number) => maybe(z.string().max(max));
export const Name = z.string().trim().min(1).max(255);
export const Names = (most: number, longest = 255) =>
  maybe(z.array(z.string().trim().min(1).max(longest)).max(most));
export const Anything = z.record(z.string().max(200), z.unknown());

/** `author` is a name, or an object as package.json has it. */
export const Author = maybe(
  z.union([
    z.string().max(500),
    z
      .looseObject({ name: z.string().max(250), email: Text(250) })
      .transform(({ name, email }) => (email ? `${name} <${email}>` : name)),
  ]),
);

/** Variables: values may be numbers and booleans in YAML and JSON. */
export const Environment = maybe(
  z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/),
      z.union([z.string().max(32_768), z.number(), z.boolean(), z.null()]),
    )
    .transform((all) =>
      Object.fromEntries(Object.entries(all).map(([k, v]) => [k, v === null ? '' : String(v)])),
    ),
);

const Tool = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .transform((name) => ({ name })),
  z.looseObject({ name: z.string().trim().min(1).max(100), config: maybe(Anything) }),
]);
const Tools = maybe(z.array(Tool).max(50));
/** A skill by its name, or an object that has one. */
const SkillName = z.union([Name, z.looseObject({ name: Name }).transform(({ name }) => name)]);

const JsonSchema = maybe(
  Anything.refine(
    (schema) => schema.type === undefined || schema.type === 'object',
    'must be a JSON Schema of type object',
  ),
);

export const NativeAgent = z.looseObject({
  name: Name,
  description: Text(2_000),
  system_prompt: Text(100_000),
  model: Text(200),
  config: maybe(
    z.looseObject({
      model: Text(200),
      max_tokens: maybe(z.int().min(1).max(200_000)),
      temperature: maybe(z.number().min(0).max(2)),
    }),
  ),
  skills: maybe(z.array(SkillName).max(100)),
  tools: Tools,
  limits: maybe(Anything),
  output_schema: maybe(Anything),
});

export const NativeSkill = z.looseObject({
  name: Name,
  description: Text(2_000),
  instructions: Text(100_000),
  tools: Tools,
});

export const NativeWorkflow = z.looseObject({
  name: Name,
  description: Text(2_000),
  steps: maybe(z.array(Anything).max(500)),
  definition: maybe(Anything),
});

const Strings = Names(200);
export const Permissions = maybe(
  z.union([
    // A bare list is what other packagers write; it names actions.
    z
      .array(z.string().max(255))
      .max(200)
      .transform(
        (actions): PackagePermissions => ({
          hosts: [],
          actions,
          credentials: [],
          maxCredits: null,
        }),
      ),
    z
      .looseObject({
        hosts: Strings,
        actions: Strings,
        connector_actions: Strings,
        credentials: Strings,
        credential_types: Strings,
        max_credits: maybe(z.number().min(0).max(1_000_000)),
        credit_ceiling: maybe(z.number().min(0).max(1_000_000)),
      })
      .transform(
        (p): PackagePermissions => ({
          hosts: p.hosts ?? [],
          actions: [...(p.actions ?? []), ...(p.connector_actions ?? [])],
          credentials: [...(p.credentials ?? []), ...(p.credential_types ?? [])],
          maxCredits: p.max_credits ?? p.credit_ceiling ?? null,
        }),
      ),
  ]),
);

export const NO_PERMISSIONS: PackagePermissions = {
  hosts: [],
  actions: [],
  credentials: [],
  maxCredits: null,
};

export const NativeManifest = z.looseObject({
  name: Name,
  display_name: Text(255),
  description: Text(5_000),
  author: Author,
  license: Text(100),
  category: Text(60),
  tags: Names(50, 60),
  pricing_model: maybe(z.enum(PRICING_MODELS)),
  agents: maybe(z.array(NativeAgent).max(100)),
  skills: maybe(z.array(NativeSkill).max(200)),
  workflows: maybe(z.array(NativeWorkflow).max(100)),
  permissions: Permissions,
  config_schema: JsonSchema,
  environment: Environment,
  capabilities: Names(100),
  entrypoint: Text(255),
  runtime: Text(60),
  dependencies: Names(500, 500),
});

const ENTRY = /^[A-Za-z_][\w.\-/]*:[A-Za-z_]\w*$/;
const Entry = z.string().max(255).regex(ENTRY).or(z.never());

/** Problems of an entry are told by `pixell.ts`, in a sentence with the format. */
export const isEntry = (text: string): boolean => Entry.safeParse(text).success;

const Surface = (field: string) =>
  maybe(
    z.union([
      z.looseObject({ [field]: Text(255) }),
      z
        .string()
        .max(255)
        .transform((text): Record<string, unknown> => ({ [field]: text })),
      z.boolean().transform((): Record<string, unknown> => ({})),
    ]),
  );

export const PixellManifest = z.looseObject({
  name: z
    .string()
    .max(255)
    .refine(
      (name) => /^[a-z][a-z0-9-]*$/.test(name),
      'must begin with a lower-case letter and hold lower-case letters, digits and hyphens only',
    ),
  display_name: Text(255),
  description: Text(5_000),
  author: Author,
  license: Text(100),
  entrypoint: Text(255),
  runtime: Text(60),
  capabilities: Names(100),
  dependencies: Names(500, 500),
  environment: Environment,
  rest: Surface('entry'),
  a2a: Surface('service'),
  ui: Surface('path'),
  metadata: maybe(
    z.looseObject({
      tags: Names(50, 60),
      sub_agents: maybe(
        z
          .array(
            z.union([
              Name.transform((name) => ({ name, description: undefined })),
              z.looseObject({ name: Name, description: Text(2_000) }),
            ]),
          )
          .max(100),
      ),
    }),
  ),
});
