import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { Id } from '@/lib/packages/apps.contract';

const tag = 'Packages';
const path = '/api/agent-apps/{id}/secrets';
const onePath = `${path}/{key}` as const;

/** As `pixell secrets` allows them, and small letters too. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const Name = z.string().regex(NAME, 'must be letters, digits and underscores');
const Value = z.string().max(32_768).meta({ writeOnly: true });
const Key = Id.extend({ key: z.string().max(200) });

export const MOST_SECRETS = 200;

export const listAppSecrets = endpoint({
  id: 'listAppSecrets',
  method: 'GET',
  path,
  auth: 'packages:read',
  tag,
  summary: "List an agent app's secrets",
  description: 'By name; values are masked, and nobody can read them again.',
  params: Id,
  responses: { 200: z.object({ secrets: z.record(z.string(), z.string()) }) },
  errors: ['NOT_FOUND'],
});

export const setAppSecrets = endpoint({
  id: 'setAppSecrets',
  method: 'POST',
  path,
  auth: 'packages:write',
  tag,
  summary: "Replace all of an agent app's secrets",
  description:
    "Given to the app's agents on an external runtime with the next deployment; they win over what a package brings.",
  params: Id,
  body: z
    .strictObject({
      secrets: z
        .record(Name, Value)
        .refine((all) => Object.keys(all).length <= MOST_SECRETS, `at most ${MOST_SECRETS}`),
    })
    .meta({ id: 'AppSecretsInput' }),
  responses: { 200: z.object({ success: z.boolean(), secretCount: z.int() }) },
  errors: ['NOT_FOUND'],
  example: { body: { secrets: { OPENAI_API_KEY: 'a-key', REGION: 'eu' } } },
});

export const putAppSecret = endpoint({
  id: 'putAppSecret',
  method: 'PUT',
  path: onePath,
  auth: 'packages:write',
  tag,
  summary: "Set one of an agent app's secrets",
  params: Key,
  body: z.strictObject({ value: Value }).meta({ id: 'AppSecretInput' }),
  responses: { 200: z.object({ success: z.boolean(), key: z.string() }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { params: { key: 'OPENAI_API_KEY' }, body: { value: 'a-key' } },
});

export const deleteAppSecret = endpoint({
  id: 'deleteAppSecret',
  method: 'DELETE',
  path: onePath,
  auth: 'packages:write',
  tag,
  summary: "Delete one of an agent app's secrets",
  params: Key,
  responses: { 200: z.object({ success: z.boolean(), key: z.string() }) },
  errors: ['NOT_FOUND'],
});

export const deleteAppSecrets = endpoint({
  id: 'deleteAppSecrets',
  method: 'DELETE',
  path,
  auth: 'packages:write',
  tag,
  summary: "Delete all of an agent app's secrets",
  params: Id,
  responses: { 200: z.object({ success: z.boolean(), secretCount: z.int() }) },
  errors: ['NOT_FOUND'],
});

export const isSecretName = (name: string): boolean => NAME.test(name);
