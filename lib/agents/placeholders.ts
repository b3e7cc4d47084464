type Values = Record<string, unknown>;

/** `{{config.team}}`, `{{ config.mail.sender }}` */
const PLACEHOLDER = /\{\{\s*config\.([\w.-]{1,200})\s*\}\}/g;

function at(values: Values, path: string): unknown {
  let value: unknown = values;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Values)[part];
  }
  return value;
}

const written = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/**
 * Fills `{{config.name}}` in a text, once: what a value holds is not looked into. A name that is not set gives
 * nothing, unless it is one of `hidden`, which shows `[secret]`.
 */
export const fillIn = (text: string, config: Values, hidden: Values = {}): string =>
  text.replace(PLACEHOLDER, (_, path: string) => {
    const value = at(config, path);
    return value === undefined && at(hidden, path) !== undefined ? '[secret]' : written(value);
  });

/** The same for every string within a value. */
export function fillAll(value: unknown, config: Values, hidden: Values = {}): unknown {
  if (typeof value === 'string') return fillIn(value, config, hidden);
  if (Array.isArray(value)) return value.map((one) => fillAll(one, config, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fillAll(inner, config, hidden)]),
  );
}

/** Every text within, for taking secrets out of what comes back. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
