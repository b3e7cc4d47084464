import { z } from 'zod';
import { type ConnectorSpec, field } from '@/lib/connectors/catalog/declare';
import { secretText } from '@/lib/connectors/catalog/values';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const HEADER = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const scalar = z.union([z.string().max(20_000), z.number(), z.boolean()]);

export const AUTH_TYPES = ['bearer', 'basic', 'api_key'] as const;

/** How an HTTP credential is sent: the `data` of provider http, and of any other that names it. */
export const HttpAuth = z.discriminatedUnion('authType', [
  z.looseObject({ authType: z.literal('bearer'), token: secretText }),
  z.looseObject({
    authType: z.literal('basic'),
    username: secretText.max(1000).regex(/^[^:]*$/, 'must not hold a colon'),
    password: z
      .string()
      .max(10_000)
      .regex(/^[^\p{Cc}]*$/u, 'must be one line'),
  }),
  z.looseObject({
    authType: z.literal('api_key'),
    header: z
      .string()
      .regex(HEADER, 'must be the name of a header')
      .refine((it) => !/^(host|content-length|transfer-encoding|connection)$/i.test(it), {
        error: 'must be a header that can carry a key',
      })
      .default('X-API-Key'),
    key: secretText,
  }),
]);

export const HttpInput = z.strictObject({
  method: z
    .string()
    .max(20)
    .transform((it) => it.toUpperCase())
    .pipe(z.enum(METHODS))
    .optional()
    .meta({ description: 'GET unless given.' }),
  url: z.string().min(1).max(10_000),
  headers: z
    .record(z.string().regex(HEADER, 'must be the name of a header'), scalar)
    .refine((it) => Object.keys(it).length <= 100, { error: 'must be at most 100 entries' })
    .optional(),
  query: z
    .record(z.string().max(500), z.union([scalar, z.null(), z.array(scalar).max(100)]))
    .optional(),
  body: z.unknown().optional(),
  timeout: z
    .union([z.string().max(60), z.number().min(1)])
    .optional()
    .meta({ description: '"30s" or milliseconds; 30 seconds unless given, 5 minutes at most.' }),
  acceptStatus: z
    .union([z.literal('any'), z.array(z.int().min(100).max(599)).max(100)])
    .optional()
    .meta({ description: 'Statuses that are no failure; 200 to 299 unless given.' }),
});

export const HttpOutput = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  data: z.unknown(),
});

export const http: ConnectorSpec = {
  type: 'http',
  name: 'HTTP',
  description: 'Call any HTTP API',
  credential: {
    provider: 'http',
    type: 'custom',
    optional: true,
    hosts: null,
    fields: [
      field('authType', 'Kind', 'How it is sent.', {
        required: true,
        kind: 'choice',
        choices: AUTH_TYPES,
      }),
      field('token', 'Token', 'Sent as Authorization: Bearer.', {
        required: true,
        secret: true,
        when: { field: 'authType', is: 'bearer' },
      }),
      field('username', 'User', 'Sent as Authorization: Basic.', {
        required: true,
        when: { field: 'authType', is: 'basic' },
      }),
      field('password', 'Password', 'Sent as Authorization: Basic.', {
        required: true,
        secret: true,
        when: { field: 'authType', is: 'basic' },
      }),
      field('header', 'Header', 'Which header carries the key; X-API-Key unless given.', {
        when: { field: 'authType', is: 'api_key' },
      }),
      field('key', 'Key', 'The header’s value.', {
        required: true,
        secret: true,
        when: { field: 'authType', is: 'api_key' },
      }),
    ],
    data: HttpAuth,
  },
  config: z.strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({
        description:
          'Relative URLs start here; then no other origin can be called. Also what the test reads.',
      }),
  }),
  actions: {
    request: {
      description: 'Make an authenticated HTTP request',
      writes: true,
      idempotency:
        'Idempotency-Key on POST, PUT, PATCH and DELETE: it counts where the API knows it.',
      input: HttpInput,
      output: HttpOutput,
    },
  },
};
