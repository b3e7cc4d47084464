'use client';

import type { Catalog } from '@/components/agents/catalog';
import { EditAgent } from '@/components/agents/edit-agent';
import { Playground } from '@/components/executions/playground';
import type { AgentView } from '@/lib/agents/contract';

const missing = (model: unknown, prompt: string) => {
  const parts = [!model && 'a model', !prompt.trim() && 'a system prompt'].filter(Boolean);
  return parts.length > 0 ? `It needs ${parts.join(' and ')} before it can answer.` : null;
};

/** The form with its playground beside it, or beneath it on phones. */
export function Editor(props: { agent: AgentView; catalog: Catalog; keep: string }) {
  return (
    <EditAgent
      {...props}
      beside={(overrides) => (
        <Playground
          agentId={props.agent.id}
          overrides={overrides}
          ready={missing(overrides.config.model, overrides.system_prompt)}
        />
      )}
    />
  );
}
