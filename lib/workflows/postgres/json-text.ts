const BAD = /\\(u0000|ud[89a-f][0-9a-f]{2}|.)/gi;

/**
 * A value as JSON text that PostgreSQL's jsonb takes: without NUL and halves of surrogate pairs, which
 * JavaScript writes as escapes and PostgreSQL refuses.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!text.includes('\\u')) return text;
  return text.replace(BAD, (whole, what: string) => {
    if (what.length === 1) return whole;
    return what.toLowerCase() === 'u0000' ? '' : '\ufffd';
  });
}
