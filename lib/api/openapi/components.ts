import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { ERRORS, type ErrorCode } from '@/lib/core/errors';

const text = (description: string) => ({ type: 'string' as const, description });
const code = { ...text('Stable and meant for programs.'), example: 'NOT_FOUND' };
const object = <P extends object>(description: string, properties: P, required: string[]) => ({
  type: 'object' as const,
  description,
  properties,
  required,
  additionalProperties: true,
});

const SCHEMAS = {
  Error: object(
    'Validation errors carry `details`, a map from field to problem; 402 `required` and `available`; 429 `limit` and `window`.',
    {
      error: text('What happened, for people.'),
      code,
      details: { description: 'More about it; its shape depends on the code.' },
      request_id: text('The X-Request-ID.'),
    },
    ['error', 'code'],
  ),
  ErrorDocument: object(
    'Errors as JSON:API.',
    {
      errors: {
        type: 'array' as const,
        items: object(
          'One problem.',
          {
            status: text('The HTTP status.'),
            code,
            title: text('What kind of problem.'),
            detail: text('What happened.'),
          },
          ['status', 'code', 'title', 'detail'],
        ),
      },
    },
    ['errors'],
  ),
  Problem: object(
    'An error as RFC 9457.',
    {
      type: text('Always about:blank.'),
      title: text('What happened.'),
      status: { type: 'integer' as const },
      detail: text('What happened.'),
      code,
    },
    ['type', 'title', 'status', 'detail', 'code'],
  ),
};

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

export const SECURITY = [{ bearer: [] }, { apiKey: [] }, { cookie: [] }];

export function registerShared(registry: OpenAPIRegistry, cookieName: string): void {
  for (const [name, schema] of Object.entries(SCHEMAS))
    registry.registerComponent('schemas', name, schema);
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`fp_…`) or an access token from `POST /api/auth/login`.',
  });
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key (`fp_…`).',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'The session of a signed-in person.',
  });
  const header = (name: string, description: string, type: 'integer' | 'string' = 'integer') =>
    registry.registerComponent('headers', name, { description, schema: { type } });
  header(
    'X-Request-ID',
    'Names the request in logs and errors; yours when you sent one.',
    'string',
  );
  header('X-RateLimit-Limit', 'Requests in the tightest window.');
  header('X-RateLimit-Remaining', 'Requests left in it.');
  header('X-RateLimit-Reset', 'When it ends, in Unix seconds.');
  header('Retry-After', 'Seconds to wait.');
  registry.registerComponent('parameters', 'IdempotencyKey', {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Kept for 24 hours: a repeat gets the first answer, another body 422, one still running 409.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}

export const answerHeaders = (limited: boolean) => ({
  'X-Request-ID': ref('headers', 'X-Request-ID'),
  ...(limited && {
    'X-RateLimit-Limit': ref('headers', 'X-RateLimit-Limit'),
    'X-RateLimit-Remaining': ref('headers', 'X-RateLimit-Remaining'),
    'X-RateLimit-Reset': ref('headers', 'X-RateLimit-Reset'),
  }),
});

/** The response component for these codes of one status; registered at its first use. */
export function errorResponse(
  registry: OpenAPIRegistry,
  seen: Set<string>,
  status: number,
  codes: ErrorCode[],
) {
  const name = `E${status}.${codes.join('.')}`;
  if (!seen.has(name)) {
    seen.add(name);
    const examples = Object.fromEntries(
      codes.map((code) => [code, { value: { error: ERRORS[code][1], code, request_id: '…' } }]),
    );
    registry.registerComponent('responses', name, {
      description: codes.map((code) => `\`${code}\`: ${ERRORS[code][1]}`).join('\n\n'),
      headers: {
        ...answerHeaders(false),
        ...((status === 429 || status === 503) && { 'Retry-After': ref('headers', 'Retry-After') }),
      },
      content: {
        'application/json': { schema: ref('schemas', 'Error'), examples },
        'application/vnd.api+json': { schema: ref('schemas', 'ErrorDocument') },
        'application/problem+json': { schema: ref('schemas', 'Problem') },
      },
    });
  }
  return ref('responses', name);
}
