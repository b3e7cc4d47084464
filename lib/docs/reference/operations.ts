import { slugOf } from '@/lib/docs/markdown';
import { type Field, fieldOf, fieldsOf, typeOf } from '@/lib/docs/reference/fields';
import { type Document, type OperationObject, resolved } from '@/lib/docs/reference/openapi';

export interface Answer {
  status: number;
  description: string;
  /** the body's media types, without JSON:API; none without a body */
  types: string[];
  /** `array of objects`; absent without a JSON body */
  type?: string;
  fields: Field[];
}

export interface ApiError {
  status: number;
  code: string;
  message: string;
}

/** One operation as the reference shows it. */
export interface Operation {
  /** the operationId; its anchor too */
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  /** Markdown */
  description: string;
  /** who may call: anyone, whoever has a key or session, a person, or a scope */
  auth: 'public' | 'authenticated' | 'session' | 'scope';
  scope?: string;
  deprecated: boolean;
  idempotent: boolean;
  jsonApi: boolean;
  params: Field[];
  query: Field[];
  body?: { required: boolean; form: boolean; type: string; fields: Field[]; example?: unknown };
  answers: Answer[];
  /** those that not every operation can give */
  errors: ApiError[];
}

export interface Tag {
  name: string;
  slug: string;
  description: string;
  operations: Operation[];
}

const JSON_API = 'application/vnd.api+json';

/** Errors of the wrapper, which the page about errors tells once. */
export const COMMON_ERRORS = new Set([
  'VALIDATION_FAILED',
  'MALFORMED_JSON',
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CROSS_SITE',
  'REQUEST_TIMEOUT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_KEY_REUSED',
  'UNAVAILABLE',
]);

const ERROR_LINE = /`([A-Z_]+)`: ([^\n]+)/g;

function errorsOf(document: Document, it: OperationObject): ApiError[] {
  return Object.entries(it.responses).flatMap(([status, response]) =>
    [...resolved(document, response).description.matchAll(ERROR_LINE)].map(([, code, message]) => ({
      status: Number(status),
      code: code as string,
      message: message as string,
    })),
  );
}

function answersOf(document: Document, it: OperationObject): Answer[] {
  return Object.entries(it.responses).flatMap(([status, given]) => {
    const response = resolved(document, given);
    if (Number(status) >= 400 && [...response.description.matchAll(ERROR_LINE)].length > 0)
      return [];
    const content = response.content ?? {};
    const schema = content['application/json']?.schema;
    return [
      {
        status: Number(status),
        description: response.description,
        types: Object.keys(content).filter((type) => type !== JSON_API),
        ...(schema && { type: typeOf(document, schema) }),
        fields: schema ? fieldsOf(document, schema) : [],
      },
    ];
  });
}

function bodyOf(document: Document, it: OperationObject): Operation['body'] {
  const content = it.requestBody?.content;
  const given = content?.['application/json'] ?? content?.['multipart/form-data'];
  if (!given?.schema) return undefined;
  return {
    required: it.requestBody?.required ?? false,
    form: !content?.['application/json'],
    type: typeOf(document, given.schema),
    fields: fieldsOf(document, given.schema),
    ...(given.example !== undefined && { example: given.example }),
  };
}

function authOf(it: OperationObject): Operation['auth'] {
  if (it['x-required-scope']) return 'scope';
  if (!it.security?.length) return 'public';
  return it.security.some((one) => 'apiKey' in one) ? 'authenticated' : 'session';
}

function operationOf(
  document: Document,
  method: string,
  path: string,
  it: OperationObject,
): Operation {
  const parameters = (it.parameters ?? []).map((one) => resolved(document, one));
  const rows = (where: 'path' | 'query') =>
    parameters
      .filter((one) => one.in === where)
      .map(({ name, required = false, description, schema }) =>
        fieldOf(document, name, schema ?? {}, { required, description }),
      )
      // An address says nothing by leaving out, never by null.
      .map((field) => ({ ...field, type: field.type.replace(' or null', '') }));
  const answers = answersOf(document, it);
  return {
    id: it.operationId,
    method: method.toUpperCase(),
    path,
    tag: it.tags[0] ?? '',
    summary: it.summary,
    // Who may call is said apart.
    description: (it.description ?? '')
      .split('\n\n')
      .filter((part) => !/^Needs (the scope|a signed-in person)/.test(part) && part !== it.summary)
      .join('\n\n'),
    auth: authOf(it),
    ...(it['x-required-scope'] && { scope: it['x-required-scope'] }),
    deprecated: it.deprecated ?? false,
    idempotent: parameters.some((one) => one.name === 'Idempotency-Key'),
    jsonApi: Object.values(it.responses).some((one) => one.content?.[JSON_API]),
    params: rows('path'),
    query: rows('query'),
    body: bodyOf(document, it),
    answers,
    errors: errorsOf(document, it).filter(({ code }) => !COMMON_ERRORS.has(code)),
  };
}

/** The operations of a document by tags, in its order. */
export function tagsOf(document: Document): Tag[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, it]) => operationOf(document, method, path, it)),
  );
  return (document.tags ?? []).map(({ name, description = '' }) => ({
    name,
    slug: slugOf(name),
    description,
    operations: operations.filter(({ tag }) => tag === name),
  }));
}

/** The errors that every operation can give, each once. */
export function commonErrors(document: Document): ApiError[] {
  const found = new Map<string, ApiError>();
  for (const methods of Object.values(document.paths))
    for (const it of Object.values(methods))
      for (const error of errorsOf(document, it))
        if (COMMON_ERRORS.has(error.code)) found.set(error.code, error);
  return [...found.values()].sort((a, b) => a.status - b.status);
}
