import type { Json, JsonObject } from '../json';
import type { Declaration, Document, Field, Prop, Value } from './ast';

type Endpoint = Extract<Declaration, { kind: 'endpoint' }>;
type Entity = Extract<Declaration, { kind: 'entity' }>;
type Func = Extract<Declaration, { kind: 'function' }>;

export type OpenApiOptions = {
  title: string;
  version?: string;
  description?: string;
  license?: { name: string; url?: string };
  servers?: { url: string; description?: string }[];
  /** `3.1` (as 3.1.0) or `3.0` (as 3.0.3). */
  openapi?: '3.1' | '3.0';
  /** What `x-codeai-source` calls the document, with the line behind it. */
  source?: string;
};

/** The OpenAPI document of a config's endpoints, entities and functions. */
export function openApi(document: Document, options: OpenApiOptions): JsonObject {
  const old = options.openapi === '3.0';
  const entities = document.declarations.filter((it): it is Entity => it.kind === 'entity');
  const functions = new Map(
    document.declarations
      .filter((it): it is Func => it.kind === 'function')
      .map((it) => [it.name.value, it]),
  );
  const known = new Set(entities.map((it) => it.name.value));
  const writing: Writing = { old, known, functions, source: options.source ?? 'config' };
  const paths: { [path: string]: JsonObject } = {};
  const ids = new Set<string>();
  const endpoints = document.declarations.filter((it): it is Endpoint => it.kind === 'endpoint');
  for (const it of endpoints) {
    const path = it.path.value;
    const operation = operationOf(it, writing);
    operation.operationId = unique(String(operation.operationId), ids);
    paths[path] = { ...paths[path], [it.method.value.toLowerCase()]: operation };
  }
  const guarded = endpoints.some((it) => schemes(it.props).length > 0);
  const schemas = Object.fromEntries(entities.map((it) => [it.name.value, entity(it, writing)]));
  return {
    openapi: old ? '3.0.3' : '3.1.0',
    info: {
      title: options.title,
      version: options.version ?? '1.0.0',
      ...(options.description && { description: options.description }),
      license: options.license ?? proprietary(old, options.servers?.[0]?.url),
    },
    servers: options.servers ?? [{ url: '/' }],
    tags: tagsOf(endpoints).map((name) => ({ name, description: `Operations on ${name}.` })),
    paths,
    components: {
      schemas: { Error: ERROR, ...schemas },
      ...(guarded && { securitySchemes: SCHEMES }),
    },
  };
}

/** Of documents that name no licence. 3.0 asks for an address: that of the service itself. */
const proprietary = (old: boolean, url = '/'): JsonObject =>
  old
    ? { name: 'Proprietary', url }
    : { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' };

const ERROR: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'string' },
    details: { type: 'object', additionalProperties: true },
  },
};
const SCHEMES: JsonObject = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
};

type Writing = {
  old: boolean;
  known: ReadonlySet<string>;
  functions: ReadonlyMap<string, Func>;
  source: string;
};

const isTrue = (value: Value | undefined) => value?.kind === 'literal' && value.value === true;
const find = (props: readonly Prop[], key: string) => props.find((it) => it.key === key)?.value;
const text = (value: Value | undefined): string | undefined =>
  value?.kind === 'string' || value?.kind === 'text' || value?.kind === 'path'
    ? value.value
    : undefined;
const texts = (value: Value | undefined): string[] =>
  (value?.kind === 'array' ? value.items : value ? [value] : []).flatMap((it) => text(it) ?? []);

function operationOf(node: Endpoint, writing: Writing): JsonObject {
  const { method, path, props, span } = node;
  const handler = text(find(props, 'handler')) ?? handlerByName(node, writing);
  const summary = text(find(props, 'summary')) ?? `${method.value} ${path.value}`;
  const description = text(find(props, 'description'));
  const security = schemes(props);
  const middleware = texts(find(props, 'middleware'));
  const body = find(props, 'body');
  const id = operationId(method.value, path.value);
  return {
    operationId: handler && /^\w+$/.test(handler) ? handler : id,
    summary,
    ...(description && { description }),
    tags: tagsFor(node),
    ...(isTrue(find(props, 'deprecated')) && { deprecated: true }),
    parameters: [...pathParameters(path.value), ...queryParameters(find(props, 'query'), writing)],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, writing) } },
      },
    }),
    responses: responses(node, security.length > 0, writing),
    security: security.map((name) => ({ [name]: [] })),
    'x-codeai-handler': handler ?? id,
    'x-codeai-middleware': [...(security.length > 0 ? ['auth'] : []), ...middleware],
    'x-codeai-source': `${writing.source}:${span.line}`,
  };
}

/** `auth: required`: a token or a key; `auth: apiKey` or `bearer`: that one; `none`: neither. */
function schemes(props: readonly Prop[]): string[] {
  const auth = find(props, 'auth');
  if (auth?.kind === 'literal') return auth.value === true ? ['bearer', 'apiKey'] : [];
  const named = texts(auth);
  if (named.some((it) => it === 'none' || it === 'public' || it === 'optional')) return [];
  const chosen = named.filter((it) => it === 'bearer' || it === 'apiKey');
  return chosen.length > 0 ? chosen : named.length > 0 ? ['bearer', 'apiKey'] : [];
}

/** `GET /users/{id}` is answered by `getUserById` when there is such a function. */
function handlerByName({ method, path }: Endpoint, { functions }: Writing): string | undefined {
  const parts = path.value.split('/').filter(Boolean);
  const nouns = parts.filter((it) => !it.startsWith('{')).map(capital);
  const keys = parts.filter((it) => it.startsWith('{')).map((it) => capital(it.slice(1, -1)));
  const [first = ''] = nouns;
  const single = first.replace(/s$/, '');
  const verb = method.value.toLowerCase();
  const candidates = [
    operationId(method.value, path.value),
    `${verb}${nouns.join('')}`,
    ...(keys.length > 0 ? [`${verb}${single}By${keys.join('And')}`, `${verb}${single}`] : []),
    ...(verb === 'get' && keys.length === 0 ? [`list${first}`] : []),
    ...(verb === 'post' ? [`create${single}`] : []),
    ...(verb === 'put' || verb === 'patch' ? [`update${single}`] : []),
  ];
  return candidates.find((it) => functions.has(it));
}

const capital = (word: string) =>
  word
    .split(/[^A-Za-z0-9]+/)
    .map((it) => it.charAt(0).toUpperCase() + it.slice(1))
    .join('');

function operationId(method: string, path: string): string {
  const parts = path.split('/').filter(Boolean);
  const named = parts.map((it) =>
    it.startsWith('{') ? `By${capital(it.slice(1, -1))}` : capital(it),
  );
  return method.toLowerCase() + (named.join('') || 'Root');
}

function unique(id: string, taken: Set<string>): string {
  let name = id;
  for (let n = 2; taken.has(name); n++) name = `${id}${n}`;
  taken.add(name);
  return name;
}

function tagsFor({ path, props }: Endpoint): string[] {
  const named = texts(find(props, 'tags'));
  if (named.length > 0) return named;
  const first = path.value.split('/').find((it) => it && !it.startsWith('{'));
  return [first ?? 'default'];
}

const tagsOf = (endpoints: readonly Endpoint[]) => [...new Set(endpoints.flatMap(tagsFor))];

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(value: Value | undefined, writing: Writing): JsonObject[] {
  if (value?.kind !== 'object') return [];
  return value.props.map(({ key, value: type }) => ({
    name: key,
    in: 'query',
    required: false,
    schema: schemaOf(type, writing),
  }));
}

function responses({ method, props }: Endpoint, guarded: boolean, writing: Writing): JsonObject {
  const returns = find(props, 'returns');
  const given = find(props, 'status');
  const status =
    given?.kind === 'number'
      ? String(given.value)
      : returns
        ? method.value === 'POST'
          ? '201'
          : '200'
        : '204';
  const failure = (description: string): JsonObject => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  });
  return {
    [status]: returns
      ? {
          description: 'What was asked for.',
          content: { 'application/json': { schema: schemaOf(returns, writing) } },
        }
      : { description: 'Done.' },
    '400': failure('The request is not valid.'),
    ...(guarded && { '401': failure('A token or a key is missing or not valid.') }),
    default: failure('Something went wrong.'),
  };
}

function entity({ fields }: Entity, writing: Writing): JsonObject {
  const required = fields.filter((it) => !it.type.optional && !flag(it, 'optional'));
  return {
    type: 'object',
    ...(required.length > 0 && { required: required.map((it) => it.name.value) }),
    properties: Object.fromEntries(fields.map((it) => [it.name.value, fieldSchema(it, writing)])),
  };
}

const flag = (field: Field, key: string) => field.attributes.some((it) => it.key === key);

function fieldSchema(field: Field, writing: Writing): JsonObject {
  const one = typeSchema(field.type.name.value, writing);
  const schema: JsonObject = field.type.list ? { type: 'array', items: one } : one;
  const attribute = (key: string) => field.attributes.find((it) => it.key === key)?.value;
  const extra: JsonObject = {};
  const [least, most, fallback] = [attribute('min'), attribute('max'), attribute('default')];
  const long = schema.type === 'string';
  if (least?.kind === 'number') extra[long ? 'minLength' : 'minimum'] = least.value;
  if (most?.kind === 'number') extra[long ? 'maxLength' : 'maximum'] = most.value;
  if (fallback && 'value' in fallback) extra.default = fallback.value as Json;
  const description = text(attribute('description'));
  if (description) extra.description = description;
  const values = attribute('enum');
  if (values) extra.enum = texts(values);
  // Beside $ref, 3.0 reads nothing else.
  if ('$ref' in schema && Object.keys(extra).length > 0) return { allOf: [schema], ...extra };
  const whole = { ...schema, ...extra };
  if (!field.type.optional) return whole;
  if ('$ref' in schema)
    return writing.old
      ? { type: 'object', allOf: [schema], nullable: true }
      : { anyOf: [schema, { type: 'null' }] };
  if (writing.old) return { ...whole, nullable: true };
  return typeof whole.type === 'string' ? { ...whole, type: [whole.type, 'null'] } : whole;
}

/** `User`, `[User]`, `string` or an object of such. */
function schemaOf(value: Value, writing: Writing): JsonObject {
  switch (value.kind) {
    case 'path':
    case 'string':
      return typeSchema(value.value, writing);
    case 'array': {
      const [item] = value.items;
      return { type: 'array', items: item ? schemaOf(item, writing) : {} };
    }
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          value.props.map(({ key, value: type }) => [key, schemaOf(type, writing)]),
        ),
      };
    default:
      return {};
  }
}

const SCALARS: Record<string, JsonObject> = {
  string: { type: 'string' },
  text: { type: 'string' },
  int: { type: 'integer' },
  integer: { type: 'integer' },
  float: { type: 'number' },
  decimal: { type: 'number' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
  boolean: { type: 'boolean' },
  uuid: { type: 'string', format: 'uuid' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string', format: 'date-time' },
  time: { type: 'string', format: 'time' },
  json: {},
  any: {},
  object: { type: 'object', additionalProperties: true },
  bytes: { type: 'string', format: 'byte' },
  binary: { type: 'string', format: 'binary' },
};

function typeSchema(name: string, { known }: Writing): JsonObject {
  if (known.has(name)) return { $ref: `#/components/schemas/${name}` };
  const key = name.toLowerCase();
  return Object.hasOwn(SCALARS, key) ? { ...SCALARS[key] } : { type: 'object' };
}
