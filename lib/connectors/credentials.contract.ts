import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

export const CREDENTIAL_TYPES = ['oauth', 'api_key', 'token', 'custom'] as const;

type Scalar = string | number | boolean | null;

const isScalar = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length <= 20_000
    : value === null || typeof value === 'boolean' || Number.isFinite(value);

const Data = z
  .record(
    z.string().regex(/^[A-Za-z][\w-]{0,99}$/, 'must be the name of a field'),
    z
      .unknown()
      .refine(isScalar, {
        error: 'must be a text of at most 20000 characters, a number, true, false or null',
      })
      .transform((value) => value as Scalar),
  )
  .refine((it) => Object.keys(it).length <= 50, { error: 'must be at most 50 entries' })
  .meta({
    description:
      'The secret. What is needed depends on the provider: `GET /api/v1/connectors?available=true`. Never returned.',
  });

const HOST_RULE =
  /^(\*\.[A-Za-z0-9.-]{1,253}|[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?)$/;

const Metadata = z
  .looseObject({
    allowed_hosts: z
      .array(z.string().max(260).regex(HOST_RULE, 'must be host, host:port or *.domain'))
      .max(50)
      .optional()
      .meta({ description: 'When set, it is sent to no other host.' }),
    scopes: z.array(z.string().max(200)).max(200).optional(),
  })
  .refine((it) => JSON.stringify(it).length <= 20_000, {
    error: 'must be at most 20000 characters',
  });

const Time = z.iso.datetime();
const ExpiresAt = z.iso.datetime({ offset: true }).nullable().meta({
  description: 'It is not used any more after this; owners and admins are told 14 days before.',
});

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().max(2000).optional(),
  type: z.enum(CREDENTIAL_TYPES),
  provider: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be a word, as slack'),
  data: Data,
  metadata: Metadata.optional(),
  expires_at: ExpiresAt.optional(),
  expiresAt: ExpiresAt.optional().meta({ description: 'The same as expires_at.' }),
};

export const CredentialInput = z.strictObject(fields).meta({ id: 'CredentialInput' });
export const CredentialPatch = z
  .strictObject({
    ...fields,
    name: fields.name.optional(),
    type: fields.type.optional(),
    provider: fields.provider.optional(),
    data: Data.optional().meta({
      description:
        'Fields that are left out stay; null removes one. Changing where it may be sent needs every secret field again.',
    }),
  })
  .meta({ id: 'CredentialPatch' });

export const CredentialSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** what `{{ secrets.NAME }}` of a workflow calls it */
    slug: z.string(),
    description: z.string(),
    type: z.enum(CREDENTIAL_TYPES),
    provider: z.string(),
    fields: z.array(z.string()).meta({ description: 'Which fields of data are set.' }),
    metadata: z.record(z.string(), z.unknown()),
    status: z.enum(['active', 'expiring', 'expired']),
    expires_at: Time.nullable(),
    last_used_at: Time.nullable(),
    uses: z.int(),
    connectors: z.array(z.object({ id: z.uuid(), name: z.string() })),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Credential' });

export type CredentialView = z.output<typeof CredentialSchema>;

export const TestResult = z
  .object({
    ok: z.boolean(),
    message: z.string(),
    code: z.string().nullable().meta({ description: 'Of the failure, for programs.' }),
    details: z.record(z.string(), z.unknown()),
    duration_ms: z.int(),
    tested_at: Time,
  })
  .meta({ id: 'ConnectionTest' });

export type TestView = z.output<typeof TestResult>;

export const CredentialUseSchema = z
  .object({
    id: z.uuid(),
    at: Time,
    action: z.string(),
    connector_id: z.uuid().nullable(),
    used_by: z.object({ type: z.string(), id: z.string() }),
    actor: z.object({ kind: z.string(), id: z.string() }),
  })
  .meta({ id: 'CredentialUse' });

const Id = z.object({ id: z.string().max(100) });
const tag = 'Credentials';
const jsonApi = 'credential';

export const listCredentials = endpoint({
  id: 'listCredentials',
  method: 'GET',
  path: '/api/v1/credentials',
  auth: 'credentials:read',
  tag,
  jsonApi,
  summary: 'List credentials',
  description: 'Without their secrets, newest first. The total is in `X-Total-Count`.',
  query: PageQuery.extend({
    provider: z.string().max(64).optional(),
    search: z.string().max(200).optional(),
  }),
  responses: { 200: z.array(CredentialSchema) },
});

export const createCredential = endpoint({
  id: 'createCredential',
  method: 'POST',
  path: '/api/v1/credentials',
  auth: 'credentials:write',
  tag,
  jsonApi,
  summary: 'Create a credential',
  description: 'Its data is encrypted at rest with AES-256-GCM and never shown again.',
  body: CredentialInput,
  responses: { 201: CredentialSchema },
  errors: ['CONFLICT'],
  example: {
    body: {
      name: 'Slack Bot Token',
      description: 'Production Slack bot',
      type: 'oauth',
      provider: 'slack',
      data: { bot_token: 'xoxb-xxxxxxxxxxxxx', app_id: 'A01234567' },
      metadata: { scopes: ['chat:write', 'channels:read'] },
    },
  },
});

export const getCredential = endpoint({
  id: 'getCredential',
  method: 'GET',
  path: '/api/v1/credentials/{id}',
  auth: 'credentials:read',
  tag,
  jsonApi,
  summary: 'Read a credential',
  params: Id,
  responses: { 200: CredentialSchema },
  errors: ['NOT_FOUND'],
});

const change = {
  path: '/api/v1/credentials/{id}',
  auth: 'credentials:write',
  tag,
  jsonApi,
  params: Id,
  body: CredentialPatch,
  responses: { 200: CredentialSchema },
  errors: ['NOT_FOUND'],
  example: {
    body: { description: 'Rotated in November', data: { bot_token: 'xoxb-xxxxxxxxxxxxx' } },
  },
} as const;

export const updateCredential = endpoint({
  ...change,
  id: 'updateCredential',
  method: 'PATCH',
  summary: 'Change a credential',
  description: 'What is left out stays.',
});

export const putCredential = endpoint({
  ...change,
  id: 'putCredential',
  method: 'PUT',
  summary: 'Change a credential, as PATCH does',
});

export const deleteCredential = endpoint({
  id: 'deleteCredential',
  method: 'DELETE',
  path: '/api/v1/credentials/{id}',
  auth: 'credentials:write',
  tag,
  summary: 'Delete a credential',
  description: 'Refused with 409 while a connector uses it; `details.connectors` says which.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const testCredential = endpoint({
  id: 'testCredential',
  method: 'POST',
  path: '/api/v1/credentials/{id}/test',
  auth: 'credentials:execute',
  tag,
  summary: 'Try a credential at its provider',
  description:
    'Signs in and changes nothing. For provider http, give the `url` that is to be read with it. A failure is an answer, too: `ok` is false.',
  params: Id,
  body: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  }),
  bodyOptional: true,
  responses: { 200: TestResult },
  errors: ['NOT_FOUND'],
});

export const listCredentialUses = endpoint({
  id: 'listCredentialUses',
  method: 'GET',
  path: '/api/v1/credentials/{id}/uses',
  auth: 'credentials:read',
  tag,
  summary: 'List who used a credential',
  description: 'Each use of the last 90 days, newest first.',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(CredentialUseSchema) },
  errors: ['NOT_FOUND'],
});
