import type { FormField } from '@/components/ui/schema-form/fields';

/** What stands in the controls, by path. null takes a stored secret away. */
export type Draft = Readonly<Record<string, string | boolean | readonly string[] | null>>;
/** Path → what is wrong with it, without the label: "is required". */
export type Problems = Readonly<Record<string, string>>;

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

function asDraft(field: FormField, value: unknown): Draft[string] {
  const { shape } = field;
  if (shape.kind === 'switch') return value === true;
  if (shape.kind === 'several') return Array.isArray(value) ? value.map(String) : [];
  if (value === undefined || value === null) return '';
  if (shape.kind === 'lines') return Array.isArray(value) ? value.map(String).join('\n') : '';
  return shape.kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

/** The controls as they begin: with what was given before, else with the schema's defaults. */
export function draftOf(fields: readonly FormField[], given: unknown = {}): Draft {
  return Object.fromEntries(
    fields.map((field) => [field.path, asDraft(field, at(given, field.path) ?? field.initial)]),
  );
}

type Read = { value: unknown } | { problem: string } | null;

function readNumber(raw: string, shape: { whole: boolean; min?: number; max?: number }): Read {
  const value = Number(raw.replace(',', '.'));
  if (!Number.isFinite(value)) return { problem: 'must be a number' };
  if (shape.whole && !Number.isInteger(value)) return { problem: 'must be a whole number' };
  if (shape.min !== undefined && value < shape.min)
    return { problem: `must be at least ${shape.min}` };
  if (shape.max !== undefined && value > shape.max)
    return { problem: `must be at most ${shape.max}` };
  return { value };
}

function readText(field: FormField, raw: string): Read {
  const { minLength, maxLength, shape } = field;
  if (minLength !== undefined && raw.length < minLength)
    return { problem: `must have at least ${minLength} characters` };
  if (maxLength !== undefined && raw.length > maxLength)
    return { problem: `must have at most ${maxLength} characters` };
  if (shape.kind === 'text' && shape.type === 'url' && !URL.canParse(raw))
    return { problem: 'must be an address, as https://example.com' };
  return { value: raw };
}

/** null: nothing was filled in. */
function read(field: FormField, raw: Draft[string] | undefined): Read {
  const { shape } = field;
  if (shape.kind === 'switch') return { value: raw === true };
  if (shape.kind === 'several') {
    const chosen = Array.isArray(raw) ? raw : [];
    if (chosen.length === 0 && !field.required) return null;
    return { value: shape.options.filter((o) => chosen.includes(o.value)).map((o) => o.raw) };
  }
  if (raw === null) return { value: null };
  const typed = typeof raw === 'string' ? raw : '';
  const trimmed = shape.kind === 'text' && shape.secret ? typed : typed.trim();
  if (!trimmed) return null;
  if (shape.kind === 'number') return readNumber(trimmed, shape);
  if (shape.kind === 'choice')
    return { value: shape.options.find((option) => option.value === typed)?.raw };
  if (shape.kind === 'lines')
    return {
      value: trimmed.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : [])),
    };
  if (shape.kind === 'text') return readText(field, trimmed);
  try {
    return { value: JSON.parse(trimmed) };
  } catch {
    return { problem: 'must be JSON' };
  }
}

/**
 * The value that the controls describe, or what is wrong with them. `kept` are paths of secrets that
 * are stored already: left empty they stay.
 */
export function readDraft(
  fields: readonly FormField[],
  draft: Draft,
  kept: readonly string[] = [],
): { value: Record<string, unknown> } | { problems: Problems } {
  const value: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const got = read(field, draft[field.path]);
    if (got === null) {
      if (field.required && !kept.includes(field.path)) problems[field.path] = 'is required';
      continue;
    }
    if ('problem' in got) {
      problems[field.path] = got.problem;
      continue;
    }
    const keys = field.path.split('.');
    const last = keys.pop() as string;
    let inner = value;
    for (const key of keys) {
      inner[key] ??= {};
      inner = inner[key] as Record<string, unknown>;
    }
    inner[last] = got.value;
  }
  return Object.keys(problems).length > 0 ? { problems } : { value };
}

/** The API's `details` as problems: "config.smtp.host" belongs to the control "smtp.host". */
export function problemsOf(
  fields: readonly FormField[],
  details: Record<string, string>,
  prefix = 'config.',
): Problems {
  const out: Record<string, string> = {};
  for (const [name, message] of Object.entries(details)) {
    const path = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const own = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`));
    out[own?.path ?? path] ??= message;
  }
  return out;
}
