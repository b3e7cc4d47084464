'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AgentFields } from '@/components/agents/agent-fields';
import type { Catalog } from '@/components/agents/catalog';
import { draftOf, overridesOf } from '@/components/agents/draft';
import { KeptNote } from '@/components/agents/kept-note';
import { useAgentForm } from '@/components/agents/use-agent-form';
import { useKeptDraft } from '@/components/agents/use-kept-draft';
import { useIsMac, useSaveShortcut } from '@/components/agents/use-save-shortcut';
import { Button, ButtonLink } from '@/components/ui/button';
import { FormErrors } from '@/components/ui/form-errors';
import { Kbd } from '@/components/ui/kbd';
import { toast } from '@/components/ui/toast';
import type { AgentView } from '@/lib/agents/contract';

/** The form of an agent; `beside` is given what is typed, saved or not, to try it out. */
export function EditAgent({
  agent,
  catalog,
  keep,
  beside,
}: {
  agent: AgentView;
  catalog: Catalog;
  keep: string;
  beside: (overrides: ReturnType<typeof overridesOf>) => ReactNode;
}) {
  const [saved, setSaved] = useState(agent);
  const kept = useKeptDraft(keep, draftOf(saved));
  const form = useAgentForm(kept.draft);
  const { dirty } = kept;
  const mac = useIsMac();

  // Leaving inside the app loses nothing, so it is told instead of asked.
  const leaving = useRef(false);
  leaving.current = dirty;
  useEffect(
    () => () => {
      if (leaving.current)
        toast.message(`${agent.name} has unsaved changes`, {
          description: 'They are kept in this browser until you edit it again.',
        });
    },
    [agent.name],
  );

  async function submit() {
    if (!dirty) return;
    const next = await form.save(`/api/v1/agents/${agent.id}`, 'PATCH');
    if (!next) return;
    leaving.current = false;
    kept.accept(draftOf(next));
    setSaved(next);
    toast.success(`${next.name} is saved`);
  }
  useSaveShortcut(submit);

  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <form
        aria-label="Agent"
        className="flex min-w-0 flex-col gap-6"
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FormErrors {...form.errors} />
        {kept.restored && dirty && <KeptNote onDrop={kept.drop} />}
        <AgentFields
          catalog={catalog}
          draft={kept.draft}
          problems={form.problems}
          set={kept.set}
          version={kept.version}
        />
        <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-2 border-t bg-canvas py-3">
          <span aria-live="polite" className="me-auto text-muted text-sm">
            {dirty ? 'Unsaved changes' : 'All changes are saved'}
          </span>
          {dirty ? (
            <Button onClick={kept.drop}>Discard</Button>
          ) : (
            <ButtonLink href={`/agents/${agent.id}`}>Done</ButtonLink>
          )}
          <Button disabled={!dirty} loading={form.saving} type="submit" variant="primary">
            Save
            <span className="hidden opacity-80 sm:inline">
              <Kbd>{mac ? '⌘S' : 'Ctrl S'}</Kbd>
            </span>
          </Button>
        </div>
      </form>
      {beside(overridesOf(kept.draft))}
    </div>
  );
}
