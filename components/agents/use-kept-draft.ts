'use client';

import { useEffect, useState } from 'react';
import type { AgentDraft } from '@/components/agents/draft';
import { keep, readKept, useKeeping } from '@/components/ui/kept';

/**
 * A form that survives leaving: what was typed stays in this browser until it is saved or dropped,
 * and a full unload asks first. `key` names person, organization and object.
 */
export function useKeptDraft(key: string, saved: AgentDraft) {
  const [draft, setDraft] = useState(saved);
  const [restored, setRestored] = useState(false);
  const [version, setVersion] = useState(0);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);

  // After hydration: the server cannot know what this browser keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was kept before this visit
  useEffect(() => {
    const kept = readKept<AgentDraft>(key, () => true);
    if (!kept || JSON.stringify(kept) === JSON.stringify(saved)) return;
    setDraft({ ...saved, ...kept });
    setRestored(true);
    setVersion(1);
  }, [key]);

  useKeeping(key, dirty ? draft : null);

  return {
    draft,
    dirty,
    restored,
    set: (patch: Partial<AgentDraft>) => setDraft((before) => ({ ...before, ...patch })),
    /** Rises when the draft is replaced as a whole, for controls that keep text of their own. */
    version,
    /** Goes back to what is saved and forgets what was kept. */
    drop: () => {
      keep(key, null);
      setDraft(saved);
      setRestored(false);
      setVersion((before) => before + 1);
    },
    /** It is saved now, as `next`. */
    accept: (next: AgentDraft) => {
      keep(key, null);
      setDraft(next);
      setRestored(false);
    },
  };
}
