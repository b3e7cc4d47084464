import { isObject } from '../json';
import { join, type Problems } from './problems';

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Looks for what makes a JSON Schema useless: wrong types, lists that are none, references outside. */
export function checkJsonSchema(
  schema: unknown,
  path: string,
  problems: Problems,
  depth = 0,
): void {
  if (typeof schema === 'boolean') return;
  if (!isObject(schema)) {
    problems.add(path, 'bad_schema', 'A JSON Schema is an object.');
    return;
  }
  if (depth > 20) {
    problems.add(path, 'bad_schema', 'The schema is nested too deeply.');
    return;
  }
  for (const type of [schema.type ?? []].flat()) {
    if (typeof type !== 'string' || !TYPES.has(type)) {
      problems.add(join(path, 'type'), 'bad_schema', `must be one of: ${[...TYPES].join(' ')}`);
    }
  }
  if (typeof schema.$ref === 'string' && !schema.$ref.startsWith('#')) {
    problems.add(
      join(path, '$ref'),
      'bad_schema',
      'References lead inside the schema only: #/$defs/…',
    );
  }
  if (schema.enum !== undefined && !(Array.isArray(schema.enum) && schema.enum.length)) {
    problems.add(join(path, 'enum'), 'bad_schema', 'must be a list with at least one value');
  }
  const required = schema.required;
  if (
    required !== undefined &&
    !(Array.isArray(required) && required.every((it) => typeof it === 'string'))
  ) {
    problems.add(join(path, 'required'), 'bad_schema', 'must be a list of property names');
  }
  for (const key of ['properties', '$defs', 'definitions', 'patternProperties']) {
    const group = schema[key];
    if (group === undefined) continue;
    if (!isObject(group)) {
      problems.add(join(path, key), 'bad_schema', 'must be an object of schemas');
      continue;
    }
    for (const [name, item] of Object.entries(group)) {
      checkJsonSchema(item, join(join(path, key), name), problems, depth + 1);
    }
  }
  for (const key of ['items', 'additionalProperties', 'not', 'contains']) {
    if (schema[key] !== undefined)
      checkJsonSchema(schema[key], join(path, key), problems, depth + 1);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
    const group = schema[key];
    if (group === undefined) continue;
    if (!Array.isArray(group))
      problems.add(join(path, key), 'bad_schema', 'must be a list of schemas');
    else
      for (const [i, item] of group.entries())
        checkJsonSchema(item, join(join(path, key), i), problems, depth + 1);
  }
}
