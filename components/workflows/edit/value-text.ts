import type { Json } from '@/lib/engine/json';

/** A value as it stands in a text control: text as itself, everything else as JSON. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/**
 * What was typed, as a value: JSON when it begins like JSON, else text (`{{ input }}` is text).
 * undefined for nothing; a sentence when it begins like JSON but is none.
 */
export function typedValue(typed: string): { value: Json | undefined } | { problem: string } {
  const text = typed.trim();
  if (!text) return { value: undefined };
  if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(text)) return { value: JSON.parse(text) as Json };
  if (text.startsWith('{{') || !/^[[{"]/.test(text)) return { value: typed };
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { problem: `Not valid JSON yet: ${(error as Error).message}` };
  }
}

/** A number where one was typed; templates and half-typed numbers stay text. */
export function numberOf(typed: string): Json | undefined {
  const text = typed.trim();
  if (!text) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
