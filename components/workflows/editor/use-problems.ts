'use client';

import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { api } from '@/components/ui/fetcher';
import type { Doc } from '@/components/workflows/edit/address';
import { check } from '@/components/workflows/editor/check';
import type { Problem } from '@/lib/engine/compile/problems';

export type Checked = {
  problems: readonly Problem[];
  /** It runs, but probably not as meant. */
  warnings: readonly Problem[];
};

/**
 * Problems as one types: those of the definition itself at once, in the browser; those that only the
 * server can see (an agent that is not there) a moment later.
 */
export function useProblems(doc: Doc): Checked {
  const late = useDeferredValue(doc);
  const own = useMemo(() => check(late), [late]);
  const [told, setTold] = useState<{ doc: Doc } & Checked>({ doc, problems: [], warnings: [] });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await api<{ problems: Problem[]; warnings: Problem[] }>(
          '/api/v1/workflows/validate',
          { method: 'POST', body: { definition: late }, signal: stop.signal },
        );
        setTold({ doc: late, ...answer });
      } catch {
        // What the browser sees by itself is shown all the same.
      }
    }, 700);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [late]);
  return useMemo(() => {
    const missing = told.problems.filter(
      (one) =>
        !own.some(({ path, code }) => path === one.path && code === one.code) &&
        (told.doc === late || one.code === 'not_found'),
    );
    return { problems: [...own, ...missing], warnings: told.doc === late ? told.warnings : [] };
  }, [own, told, late]);
}
