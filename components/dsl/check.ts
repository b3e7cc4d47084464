import { z } from 'zod';
import { difference } from '@/components/dsl/difference';
import type { Diagnostic, Document, Span } from '@/lib/engine/dsl/ast';
import { compile } from '@/lib/engine/dsl/compile';

// Our pages forbid eval, which zod would use to compile its schemas.
z.config({ jitless: true });

export type Read = { text: string; document: Document; diagnostics: readonly Diagnostic[] };

/** A document as far as it can be told without the server: it alone knows agents and connectors. */
export function read(text: string): Read {
  const { document, diagnostics } = compile(text);
  return { text, document, diagnostics };
}

/**
 * What was told of a text, said of another one: what stands before the change stays, what stands behind
 * it moves, what was changed is left out.
 */
export function moved(
  told: readonly Diagnostic[],
  before: string,
  after: string,
): readonly Diagnostic[] {
  if (before === after) return told;
  const { from, to } = difference(before, after);
  const by = after.length - before.length;
  return told.flatMap((one) => {
    if (one.span.end < from) return [one];
    if (one.span.start <= to) return [];
    return [{ ...one, span: placed(after, one.span.start + by, one.span.end + by) }];
  });
}

function placed(text: string, start: number, end: number): Span {
  const line = text.slice(0, start).split('\n').length;
  return { start, end, line, column: start - text.lastIndexOf('\n', start - 1) };
}

/** Those of the first list, then those of the second that say something else. */
export function joined(
  own: readonly Diagnostic[],
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Set(own.map(({ code, span }) => `${code} ${span.start}`));
  const more = told.filter(({ code, span }) => !known.has(`${code} ${span.start}`));
  return more.length === 0 ? own : [...own, ...more].sort((a, b) => a.span.start - b.span.start);
}
