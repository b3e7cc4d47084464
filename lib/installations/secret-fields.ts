type Schema = Record<string, unknown>;
type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const marked = (schema: Schema): boolean =>
  schema.format === 'password' || schema.writeOnly === true || schema['x-secret'] === true;

/** Whether a mark is anywhere within; what refers to elsewhere is taken for secret, to be safe. */
const holdsMark = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holdsMark)
    : isObject(value) && (marked(value) || '$ref' in value || Object.values(value).some(holdsMark));

/** Whether the fields of a value can be told apart by the schema's `properties` alone. */
const isPlain = (schema: Schema): boolean =>
  isObject(schema.properties) &&
  !Object.keys(schema).some((key) =>
    ['allOf', 'anyOf', 'oneOf', 'if', '$ref', 'patternProperties'].includes(key),
  );

/**
 * Parts a configuration into what may be shown and what may not (`format: password`, `writeOnly`, `x-secret`).
 * A nested secret takes the smallest field along that the schema's `properties` can tell apart.
 */
export function splitConfig(
  schema: Schema | null,
  config: Values,
): { open: Values; secrets: Values } {
  const open: Values = {};
  const secrets: Values = {};
  const properties = isObject(schema?.properties) ? schema.properties : {};
  for (const [key, value] of Object.entries(config)) {
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!isObject(field) || !holdsMark(field)) {
      open[key] = value;
    } else if (!marked(field) && isPlain(field) && isObject(value)) {
      const inner = splitConfig(field, value);
      open[key] = inner.open;
      if (Object.keys(inner.secrets).length > 0) secrets[key] = inner.secrets;
    } else {
      secrets[key] = value;
    }
  }
  return { open, secrets };
}

/** The names of secret values that are set: `api_key`, `mail.password`. */
export const namesOf = (secrets: Values, path = ''): string[] =>
  Object.entries(secrets).flatMap(([key, value]) =>
    isObject(value) && Object.keys(value).length > 0
      ? namesOf(value, `${path}${key}.`)
      : value === null || value === undefined
        ? []
        : [`${path}${key}`],
  );

/** The configuration that was sent, with the secrets of before where it says nothing; null removes one. */
export function keepSecrets(sent: Values, secrets: Values): Values {
  const out: Values = { ...sent };
  for (const [key, before] of Object.entries(secrets)) {
    const now = out[key];
    if (now === null) delete out[key];
    else if (now === undefined) out[key] = before;
    else if (isObject(now) && isObject(before)) out[key] = keepSecrets(now, before);
  }
  return out;
}
