import { refuse } from '@/lib/a2a/errors';
import type { Part, Send } from '@/lib/a2a/shapes';

/** Characters that all parts of a message may have together. */
const MOST_TEXT = 200_000;
/** Ours, and what covers them. */
const GIVEN = ['text/plain', 'application/json'];

/** The parts of a message that an agent takes: text and data. Throws the protocol's error for files. */
export function partsOf(message: Send['message']): Part[] {
  const parts = message.parts.map(({ text, data, raw, url, mediaType, metadata }): Part => {
    if (typeof raw === 'string' || typeof url === 'string')
      refuse('CONTENT_TYPE_NOT_SUPPORTED', 'Agents here take text and data, no files.');
    const more = { ...(mediaType && { mediaType }), ...(metadata && { metadata }) };
    if (typeof text === 'string') return { text, ...more };
    if (data !== undefined) return { data, ...more };
    return refuse('INVALID_PARAMS', 'Each part needs text or data.');
  });
  const text = textOf(parts);
  if (text.trim() === '') refuse('INVALID_PARAMS', 'The message is empty.');
  if (text.length > MOST_TEXT)
    refuse('INVALID_PARAMS', `A message may hold ${MOST_TEXT} characters.`);
  return parts;
}

/** The message as a model reads it. */
export const textOf = (parts: readonly Part[]): string =>
  parts.map(({ text, data }) => text ?? JSON.stringify(data, null, 2)).join('\n\n');

/** The input of an execution whose message is all there is: one object is the input itself. */
export function inputOf(parts: readonly Part[]): Record<string, unknown> {
  const [only] = parts;
  const { data } = only ?? {};
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return parts.length === 1 && isObject
    ? (data as Record<string, unknown>)
    : { message: textOf(parts) };
}

const covers = (mode: string): boolean => {
  const type = mode.split(';')[0]?.trim().toLowerCase() ?? '';
  return GIVEN.some(
    (ours) => type === ours || type === '*/*' || type === `${ours.split('/')[0]}/*`,
  );
};

/** Refuses a client that could read nothing of what an agent answers. */
export function checkOutputModes(accepted: readonly string[] | null | undefined): void {
  if (accepted?.length && !accepted.some(covers))
    refuse(
      'CONTENT_TYPE_NOT_SUPPORTED',
      `Agents here answer with ${GIVEN.join(' or ')}; none of these is accepted.`,
    );
}
