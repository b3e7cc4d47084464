'use client';

import type { Catalog } from '@/components/agents/catalog';
import {
  controlId,
  type FieldsProps,
  Figure,
  Group,
  PromptField,
  SchemaField,
} from '@/components/agents/form-fields';
import { McpServers } from '@/components/agents/mcp-servers';
import { ModelPicker } from '@/components/agents/model-picker';
import { SkillPicker } from '@/components/agents/skill-picker';
import { ToolSwitches } from '@/components/agents/tool-switches';
import { Checkbox } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

/** Everything an agent is made of. Only the name is needed. `version` remounts what keeps own state. */
export function AgentFields({
  catalog,
  version,
  ...props
}: FieldsProps & { catalog: Catalog; version: number }) {
  const { draft, set, problems } = props;
  return (
    <>
      <div className="flex flex-col gap-4">
        <Field
          error={problems.name && `Name ${problems.name}.`}
          id={controlId('name')}
          label="Name"
        >
          <Input
            autoComplete="off"
            maxLength={255}
            onChange={(event) => set({ name: event.target.value })}
            placeholder="Support triage"
            value={draft.name}
          />
        </Field>
        <Field
          error={problems.description && `Description ${problems.description}.`}
          hint="One sentence for your colleagues, and for agents that may call this one."
          id={controlId('description')}
          label="Description"
          optional
        >
          <Textarea
            className="min-h-0!"
            maxLength={2000}
            onChange={(event) => set({ description: event.target.value })}
            rows={1}
            value={draft.description}
          />
        </Field>
        <Field
          error={problems['config.model'] && `Model ${problems['config.model']}.`}
          id={controlId('config.model')}
          label="Model"
          optional
        >
          <ModelPicker
            models={catalog.models}
            onValueChange={(model) => set({ model })}
            value={draft.model}
          />
        </Field>
        <PromptField {...props} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Figure
            {...props}
            field="config.temperature"
            hint="0 is steady and literal, 1 is lively, 2 is wild. Some models ignore it."
            name="temperature"
          />
          <Figure
            {...props}
            field="config.max_tokens"
            hint="In tokens; 1,000 are about 750 words. Reserved in credits before each call."
            name="maxTokens"
          />
        </div>
      </div>
      <Group
        description="What it may do beyond answering. Every call is shown in the execution."
        title="Tools"
      >
        <ToolSwitches
          idPrefix="agent"
          key={version}
          onValueChange={(tools) => set({ tools })}
          tools={catalog.tools}
          value={draft.tools}
        />
      </Group>
      <Group
        description="Tools of servers that are set up as connectors. What they say is data, never an order."
        title="MCP servers"
      >
        <McpServers
          idPrefix="agent-mcp"
          onValueChange={(tools) => set({ tools })}
          value={draft.tools}
        />
      </Group>
      <Group
        description="Instructions and tools that several agents share. They follow the system prompt in this order."
        title="Skills"
      >
        <SkillPicker onValueChange={(skills) => set({ skills })} value={draft.skills} />
      </Group>
      <Group description="Where one execution ends, whatever the model wants." title="Limits">
        <div className="grid gap-4 sm:grid-cols-2">
          <Figure
            {...props}
            field="limits.max_steps"
            hint="At most this many, 1 to 100."
            name="maxSteps"
          />
          <Figure
            {...props}
            field="limits.timeout_seconds"
            hint="Seconds of work, 1 to 3,600."
            name="timeout"
          />
          <Figure
            {...props}
            field="limits.max_tokens"
            hint="In and out together. Empty: no limit."
            name="limitTokens"
            placeholder="No limit"
          />
          <Figure
            {...props}
            field="limits.max_credits"
            hint="1 credit is $0.01. Empty: your balance is the limit."
            name="limitCredits"
            placeholder="No limit"
          />
        </div>
      </Group>
      <Group title="Output">
        <SchemaField {...props} />
      </Group>
      <Group title="Other agents">
        <Checkbox
          checked={Boolean(draft.a2a)}
          hint="While it is active, anyone on the internet can read its name, its description and what its skills are called. Only your organization's API keys can give it work, and your credits pay for it."
          id={controlId('a2a_enabled')}
          label="Public over A2A"
          onCheckedChange={(a2a) => set({ a2a })}
        />
      </Group>
    </>
  );
}
