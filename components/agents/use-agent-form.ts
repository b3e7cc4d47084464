'use client';

import { useState } from 'react';
import { type AgentDraft, bodyOf, type Problems, problemsOf } from '@/components/agents/draft';
import { controlId, labels } from '@/components/agents/form-fields';
import { ApiError, api } from '@/components/ui/fetcher';
import type { AgentView } from '@/lib/agents/contract';

type Failure = { message: string | null; requestId?: string };

/** `tools.0.config` belongs to Tools: the longest known beginning decides. */
const fieldOf = (key: string) =>
  Object.keys(labels)
    .filter((field) => key === field || key.startsWith(`${field}.`))
    .sort((a, b) => b.length - a.length)[0] ?? key;

/** Sends a draft; keeps what is wrong with it, by field, until the field is sent again. */
export function useAgentForm(draft: AgentDraft) {
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);

  async function save(path: string, method: 'POST' | 'PATCH'): Promise<AgentView | null> {
    if (saving) return null;
    const found = problemsOf(draft);
    setProblems(found);
    setFailure(null);
    if (Object.keys(found).length > 0) {
      setFailure({ message: null });
      return null;
    }
    setSaving(true);
    try {
      return await api<AgentView>(path, { method, body: bodyOf(draft) });
    } catch (error) {
      const known = error instanceof ApiError ? error : null;
      const entries = Object.entries(known?.fields ?? {});
      setProblems(Object.fromEntries(entries.map(([key, text]) => [fieldOf(key), text])));
      setFailure({
        message: entries.length > 0 ? null : (error as Error).message,
        requestId: known?.requestId,
      });
      return null;
    } finally {
      setSaving(false);
    }
  }

  const errors = failure && {
    ...failure,
    fields: Object.entries(problems).map(([field, message]) => ({
      id: controlId(field),
      label: labels[field] ?? field,
      message: `${message}.`,
    })),
  };
  return { problems, errors, saving, save };
}
