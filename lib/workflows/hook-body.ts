import { fail } from '@/lib/core/errors';

const DEEPEST = 32;

/** A hook's body: JSON, a form as an object, or text. Null when there is none. */
export function readHookBody(bytes: Buffer, contentType: string | null): unknown {
  if (bytes.length === 0) return null;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const body = read(textOf(bytes), type);
  checkStorable(body, 0);
  return body;
}

function read(text: string, type: string): unknown {
  if (type === 'application/x-www-form-urlencoded') return formOf(text);
  if (type === 'application/json' || type.endsWith('+json')) {
    try {
      return JSON.parse(text);
    } catch (error) {
      const why = (error as Error).message.slice(0, 200);
      return fail('MALFORMED_JSON', `The body is not valid JSON: ${why}`);
    }
  }
  if (type === '' || type.startsWith('text/') || type === 'application/xml') return text;
  return fail('UNSUPPORTED_MEDIA_TYPE', `Send JSON, a form or text, not ${type.slice(0, 100)}.`);
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('BAD_REQUEST', 'The body is not UTF-8.');
  }
}

/** Fields that come more than once become lists. */
function formOf(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text);
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}

/** PostgreSQL's JSON holds no NUL and no half of a surrogate pair. */
function checkStorable(value: unknown, depth: number): void {
  if (depth > DEEPEST) fail('BAD_REQUEST', `The body may nest ${DEEPEST} deep.`);
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    fail('BAD_REQUEST', 'Text with NUL or broken Unicode can not be stored.');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    checkStorable(key, depth);
    checkStorable(inner, depth + 1);
  }
}
