'use client';

import { useEffect, useMemo, useState } from 'react';
import { joined, moved, type Read, read } from '@/components/dsl/check';
import { api } from '@/components/ui/fetcher';
import type { Diagnostic } from '@/lib/engine/dsl/ast';

/** Past this many characters reading takes long enough to be felt between two keys. */
const LONG = 60_000;

export type Checked = Read & {
  /** The server has looked at this very text. */
  settled: boolean;
};

/**
 * A document as one types: what the browser sees by itself at once, what only the server can know (an
 * agent that is not there) a moment later. Import it only from what is loaded when an editor opens.
 */
export function useCheck(text: string): Checked {
  const [own, setOwn] = useState(() => read(text));
  const [told, setTold] = useState<{ text: string; diagnostics: readonly Diagnostic[] } | null>(
    null,
  );
  useEffect(() => {
    if (text === own.text) return;
    const timer = setTimeout(() => setOwn(read(text)), text.length > LONG ? 600 : 120);
    return () => clearTimeout(timer);
  }, [text, own.text]);
  useEffect(() => {
    if (!text.trim()) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await api<{ diagnostics: Diagnostic[] }>('/api/configs/validate', {
          method: 'POST',
          body: { content: text },
          signal: stop.signal,
        });
        setTold({ text, diagnostics: answer.diagnostics });
      } catch {
        // What the browser sees by itself is shown all the same.
      }
    }, 600);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return useMemo(() => {
    if (!told || !own.text.trim()) return { ...own, settled: !own.text.trim() };
    const settled = told.text === own.text;
    const rest = settled ? told.diagnostics : foreign(told.diagnostics, told.text, own.text);
    return { ...own, settled, diagnostics: settled ? rest : joined(own.diagnostics, rest) };
  }, [own, told]);
}

/** Of what the server told about an earlier text, what the browser cannot see by itself. */
const foreign = (told: readonly Diagnostic[], before: string, after: string) =>
  moved(
    told.filter(({ code }) => FOREIGN.has(code)),
    before,
    after,
  );
const FOREIGN = new Set(['not_found', 'unknown_agent', 'undefined', 'bad_cron', 'env']);
