'use client';

import { useState } from 'react';
import { ApiError, api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { Doc } from '@/components/workflows/edit/address';
import type { Workflow } from '@/components/workflows/model';

type Saving = 'save' | 'publish' | 'run';

/** Saves versions, publishes them and starts runs; tells what went wrong. */
export function useSaving({
  id,
  version,
  accept,
  changed,
}: {
  id: string;
  /** The version that was opened: another one in between is not overwritten. */
  version: number;
  accept: (doc: Doc, version: number) => void;
  changed: (workflow: Workflow) => void;
}) {
  const [busy, setBusy] = useState<Saving | null>(null);
  /** Somebody else has saved a version since this one was opened. */
  const [conflict, setConflict] = useState(false);

  async function save(doc: Doc, { publish, force }: { publish: boolean; force?: boolean }) {
    const workflow = await api<Workflow>(`/api/v1/workflows/${id}`, {
      method: 'PATCH',
      body: { definition: doc, publish, expected_version: force ? undefined : version },
    });
    setConflict(false);
    accept(doc, workflow.version);
    changed(workflow);
    return workflow;
  }

  async function doing<T>(what: Saving, title: string, work: () => Promise<T>): Promise<T | null> {
    if (busy) return null;
    setBusy(what);
    try {
      return await work();
    } catch (error) {
      const lost = error instanceof ApiError && error.status === 409 && what !== 'run';
      if (lost) setConflict(true);
      else toast.error(title, error);
      return null;
    } finally {
      setBusy(null);
    }
  }

  return {
    busy,
    conflict,
    /** A version that is not published. */
    save: (doc: Doc, force = false) =>
      doing('save', 'It was not saved', async () => {
        const { version: made } = await save(doc, { publish: false, force });
        toast.success(`Saved as version ${made}`);
      }),
    /** `doc`: with unsaved changes; else a version that is there. */
    publish: (what: { doc: Doc } | { version: number }) =>
      doing('publish', 'It was not published', async () => {
        const workflow =
          'doc' in what
            ? await save(what.doc, { publish: true })
            : await api<Workflow>(`/api/v1/workflows/${id}/publish`, {
                method: 'POST',
                body: { version: what.version },
              });
        changed(workflow);
        toast.success(`Version ${workflow.publishedVersion} runs now`);
      }),
    /** The id of the run. Unsaved changes are saved first, as a version that is not published. */
    run: (doc: Doc | null, input: unknown) =>
      doing('run', 'It did not start', async () => {
        const made = doc ? (await save(doc, { publish: false })).version : version;
        const { runId } = await api<{ runId: string }>(`/api/v1/workflows/${id}/execute`, {
          method: 'POST',
          body: { input, version: made },
        });
        return runId;
      }),
  };
}
