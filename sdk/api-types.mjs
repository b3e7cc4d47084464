/** Types whose names in the document would hide a global, or mean something else in the seeds' SDK. */
const RENAMED = { Error: 'ErrorBody', Event: 'FleetEvent', Package: 'PackageVersion' };

/** Not for clients of the API: called by schedulers, vendors and browsers. */
const LEFT_OUT_TAGS = new Set(['Cron', 'Documentation']);
const LEFT_OUT = new Set(['receiveStripeEvent', 'putWorkflowHook', 'patchWorkflowHook']);

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';

const nameOf = (ref) => {
  const name = ref.split('/').at(-1);
  return RENAMED[name] ?? name.replace(/^[a-z]/, (first) => first.toUpperCase());
};
const property = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const indent = (text) => text.replace(/\n/g, '\n  ');
const unique = (list) => [...new Set(list)];

function comment(text) {
  if (!text) return '';
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** A JSON Schema as a TypeScript type; `seen` gathers the names of components it needs. */
function typeOf(schema, seen) {
  if (!schema || Object.keys(schema).length === 0 || schema === true) return 'unknown';
  if (schema.$ref) {
    seen.add(schema.$ref.split('/').at(-1));
    return nameOf(schema.$ref);
  }
  if (schema.enum) return unique(schema.enum.map((value) => JSON.stringify(value))).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return unique(either.map((one) => typeOf(one, seen))).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => `(${typeOf(one, seen)})`).join(' & ');
  if (Array.isArray(schema.type))
    return unique(schema.type.map((type) => typeOf({ ...schema, type }, seen))).join(' | ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items, seen);
      return /^\w+$/.test(item) ? `${item}[]` : `(${item})[]`;
    }
    case 'object':
      return objectOf(schema, seen);
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

function objectOf(schema, seen) {
  const { properties = {}, required = [], additionalProperties: more } = schema;
  const fields = Object.entries(properties).map(([name, value]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(value.description)}${property(name)}${mark}: ${typeOf(value, seen)};`;
  });
  const open = more !== undefined && more !== false;
  if (fields.length === 0)
    return open ? `Record<string, ${typeOf(more, seen)}>` : 'Record<string, unknown>';
  if (open) fields.push('[key: string]: unknown;');
  return `{\n  ${fields.map(indent).join('\n  ')}\n}`;
}

function parameters(operation, place, seen) {
  const found = (operation.parameters ?? []).filter((one) => one.in === place);
  if (found.length === 0) return '';
  const needed = found.some((one) => one.required);
  const fields = found.map((one) => {
    const mark = one.required ? '' : '?';
    const type = typeOf(one.schema, seen).replace(/ \| null$/, '');
    return `${comment(one.description ?? one.schema?.description)}${property(one.name)}${mark}: ${type};`;
  });
  const name = place === 'path' ? 'params' : 'query';
  return `${name}${needed ? '' : '?'}: {\n  ${fields.map(indent).join('\n  ')}\n};`;
}

function bodyOf({ requestBody }, seen) {
  if (!requestBody) return '';
  const form = requestBody.content[FORM_TYPE];
  const type = form ? 'FormData' : typeOf(requestBody.content[JSON_TYPE]?.schema, seen);
  return `body${requestBody.required ? '' : '?'}: ${type};`;
}

function resultOf({ responses }, seen) {
  const types = Object.entries(responses)
    .filter(([status]) => Number(status) < 300)
    .map(([, { content }]) => {
      if (!content) return 'void';
      const json = content[JSON_TYPE];
      return json ? typeOf(json.schema, seen) : 'string';
    });
  return `result: ${unique(types).join(' | ')};`;
}

/** Operations by what a client of `/api/v1` reaches: v1's own first, then those that fall through. */
function operationsOf({ paths }) {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      operation: item[method],
      method: method.toUpperCase(),
      path,
      own: path.startsWith('/api/v1/'),
    })),
  );
  const shape = ({ method, path }) =>
    `${method} ${path.replace(/^\/api\/(v1\/)?/, '').replace(/\{\w+\}/g, '{}')}`;
  const taken = new Set(all.filter(({ own }) => own).map(shape));
  return all.filter(
    (one) =>
      (one.own || !taken.has(shape(one))) &&
      !LEFT_OUT.has(one.operation.operationId) &&
      !one.operation.tags.some((tag) => LEFT_OUT_TAGS.has(tag)),
  );
}

/** The module of types and of the table of routes, from an OpenAPI 3.1 document of ours. */
export function apiTypes(document) {
  const seen = new Set();
  const operations = operationsOf(document);
  const described = operations.map(({ operation }) => {
    const parts = [
      parameters(operation, 'path', seen),
      parameters(operation, 'query', seen),
      bodyOf(operation, seen),
      resultOf(operation, seen),
    ].filter(Boolean);
    const says = `${comment(operation.summary)}${operation.operationId}: {`;
    return `${says}\n  ${parts.map(indent).join('\n  ')}\n};`;
  });
  const schemas = new Map();
  for (const name of seen) {
    const schema = document.components.schemas[name];
    const type = typeOf(schema, seen);
    const as = nameOf(name);
    const plain = type.startsWith('{') && type.endsWith('}') && schema.type === 'object';
    const text = plain ? `export interface ${as} ${type}` : `export type ${as} = ${type};`;
    schemas.set(as, `${comment(schema.description)}${text}`);
  }
  const sorted = [...schemas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const routes = operations.map(({ operation, method, path }) => {
    const relative = path.replace(/^\/api\/(v1\/)?/, '');
    return `  ${operation.operationId}: '${method} ${relative}',`;
  });
  return `// Written by \`npm run generate -w sdk\` from the OpenAPI document. Do not change it by hand.

${sorted.join('\n\n')}

/** What each operation takes and gives. */
export interface Operations {
  ${described.map(indent).join('\n  ')}
}

/** Method and path below the base URL; a path with a leading slash is below the origin. */
export const ROUTES = {
${routes.join('\n')}
} as const satisfies Record<keyof Operations, string>;
`;
}
