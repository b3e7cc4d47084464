'use client';

import { useRouter } from 'next/navigation';
import { AgentFields } from '@/components/agents/agent-fields';
import type { Catalog } from '@/components/agents/catalog';
import { emptyDraft } from '@/components/agents/draft';
import { KeptNote } from '@/components/agents/kept-note';
import { useAgentForm } from '@/components/agents/use-agent-form';
import { useKeptDraft } from '@/components/agents/use-kept-draft';
import { useSaveShortcut } from '@/components/agents/use-save-shortcut';
import { Button, ButtonLink } from '@/components/ui/button';
import { FormErrors } from '@/components/ui/form-errors';
import { toast } from '@/components/ui/toast';

export function NewAgent({ catalog, keep }: { catalog: Catalog; keep: string }) {
  const router = useRouter();
  const kept = useKeptDraft(keep, emptyDraft);
  const form = useAgentForm(kept.draft);
  async function submit() {
    const agent = await form.save('/api/v1/agents', 'POST');
    if (!agent) return;
    kept.accept(emptyDraft);
    toast.success(`${agent.name} is a draft`, {
      description: 'Try it in its playground, then deploy it.',
    });
    router.push(`/agents/${agent.id}`);
  }
  useSaveShortcut(submit);
  return (
    <form
      className="flex flex-col gap-6"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <FormErrors {...form.errors} />
      {kept.restored && kept.dirty && <KeptNote onDrop={kept.drop} />}
      <AgentFields
        catalog={catalog}
        draft={kept.draft}
        problems={form.problems}
        set={kept.set}
        version={kept.version}
      />
      <div className="sticky bottom-0 z-10 -mx-4 flex justify-end gap-2 border-t bg-canvas px-4 py-3 sm:-mx-8 sm:px-8">
        <ButtonLink href="/agents">Cancel</ButtonLink>
        <Button loading={form.saving} type="submit" variant="primary">
          Create agent
        </Button>
      </div>
    </form>
  );
}
