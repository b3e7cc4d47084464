'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Tool } from '@/components/agents/catalog';
import { deleteWithUndo } from '@/components/agents/delayed-delete';
import { roughTokens } from '@/components/agents/draft';
import { McpServers } from '@/components/agents/mcp-servers';
import type { Skill } from '@/components/agents/skill';
import { ToolSwitches } from '@/components/agents/tool-switches';
import { useSaveShortcut } from '@/components/agents/use-save-shortcut';
import { Button, ButtonLink } from '@/components/ui/button';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormErrors } from '@/components/ui/form-errors';
import { formatNumber } from '@/components/ui/format';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';

const labels: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  instructions: 'Instructions',
  tools: 'Tools',
};
const listed = '/agents/skills';

/** Creates a skill, or changes `skill`. */
export function SkillForm({ skill, tools }: { skill?: Skill; tools: Tool[] }) {
  const router = useRouter();
  const [name, setName] = useState(skill?.name ?? '');
  const [description, setDescription] = useState(skill?.description ?? '');
  const [instructions, setInstructions] = useState(skill?.instructions ?? '');
  const [used, setUsed] = useState(
    (skill?.tools ?? []).map((tool) => ({ name: tool.name, config: tool.config ?? {} })),
  );
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<ApiError | Error | null>(null);
  const [saving, setSaving] = useState(false);
  const [touched, setTouched] = useState(false);

  useEffect(() => {
    if (!touched) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [touched]);

  async function submit() {
    if (saving) return;
    setFailure(null);
    setProblems({});
    if (!name.trim()) return setProblems({ name: 'is needed to find the skill again' });
    setSaving(true);
    try {
      await api(skill ? `/api/v1/skills/${skill.id}` : '/api/v1/skills', {
        method: skill ? 'PATCH' : 'POST',
        body: { name: name.trim(), description, instructions, tools: used },
      });
      setTouched(false);
      toast.success(`${name.trim()} is saved`);
      router.push(listed);
      router.refresh();
    } catch (error) {
      if (error instanceof ApiError) setProblems(error.fields);
      setFailure(error as Error);
      setSaving(false);
    }
  }
  useSaveShortcut(submit);

  const fields = Object.entries(problems).map(([key, message]) => {
    const field = key.split('.')[0] ?? key;
    return { id: `skill-${field}`, label: labels[field] ?? field, message: `${message}.` };
  });
  const error = (field: string) => problems[field] && `${labels[field]} ${problems[field]}.`;
  return (
    <form
      className="flex flex-col gap-5"
      method="post"
      noValidate
      onChange={() => setTouched(true)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <FormErrors
        fields={fields}
        message={fields.length > 0 ? null : failure?.message}
        requestId={failure instanceof ApiError ? failure.requestId : undefined}
      />
      <Field error={error('name')} id="skill-name" label="Name">
        <Input
          autoComplete="off"
          maxLength={255}
          onChange={(event) => setName(event.target.value)}
          placeholder="Plain language"
          value={name}
        />
      </Field>
      <Field
        error={error('description')}
        hint="One sentence, so that others know when to use it."
        id="skill-description"
        label="Description"
        optional
      >
        <Input
          maxLength={2000}
          onChange={(event) => setDescription(event.target.value)}
          value={description}
        />
      </Field>
      <Field
        action={
          <span className="text-faint">
            about <span className="num">{formatNumber(roughTokens(instructions))}</span> tokens
          </span>
        }
        error={error('instructions')}
        hint="Added after the system prompt of every agent that has this skill."
        id="skill-instructions"
        label="Instructions"
        optional
      >
        <Textarea
          className="min-h-40!"
          maxLength={100_000}
          onChange={(event) => setInstructions(event.target.value)}
          value={instructions}
        />
      </Field>
      <fieldset className="flex flex-col gap-2" id="skill-tools">
        <legend className="mb-2 font-strong text-sm">Tools it brings along</legend>
        <ToolSwitches
          idPrefix="skill"
          onValueChange={(next) => {
            setUsed(next);
            setTouched(true);
          }}
          tools={tools}
          value={used}
        />
      </fieldset>
      <fieldset className="flex flex-col gap-2" id="skill-mcp">
        <legend className="mb-2 font-strong text-sm">MCP servers it brings along</legend>
        <McpServers
          idPrefix="skill-mcp"
          onValueChange={(next) => {
            setUsed(next);
            setTouched(true);
          }}
          value={used}
        />
      </fieldset>
      <div className="flex flex-wrap justify-end gap-2 border-t pt-4">
        {skill && (
          <Button
            className="me-auto"
            onClick={() => {
              setTouched(false);
              deleteWithUndo({ ...skill, path: `/api/v1/skills/${skill.id}` }, () =>
                router.refresh(),
              );
              router.push(listed);
            }}
            variant="quiet"
          >
            Delete skill
          </Button>
        )}
        <ButtonLink href={listed}>Cancel</ButtonLink>
        <Button loading={saving} type="submit" variant="primary">
          {skill ? 'Save skill' : 'Create skill'}
        </Button>
      </div>
    </form>
  );
}
