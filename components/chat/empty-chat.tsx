import { Bot, CornerDownLeft } from 'lucide-react';
import type { Suggestion } from '@/components/chat/suggestions';
import { suggestionsFor } from '@/components/chat/suggestions';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { AgentChoice } from '@/lib/chat/contract';

/** A new chat: who answers, and first messages that show what it can do. */
export function EmptyChat({
  agent,
  agents,
  onSend,
}: {
  agent: AgentChoice | null;
  agents: readonly AgentChoice[];
  onSend: (text: string) => void;
}) {
  if (agents.length === 0)
    return (
      <div className="my-auto">
        <EmptyState
          action={
            <ButtonLink href="/agents/new" variant="primary">
              Create your first agent
            </ButtonLink>
          }
          icon={<Bot />}
          title="Chat needs an agent"
        >
          An agent is a model with instructions and tools. Give it a name and a prompt, deploy it,
          and talk to it here. It works without any key: the sandbox model answers until you add
          one.
        </EmptyState>
      </div>
    );
  if (!agent)
    return (
      <div className="my-auto">
        <EmptyState
          action={
            <ButtonLink href="/agents" variant="primary">
              Go to agents
            </ButtonLink>
          }
          icon={<Bot />}
          title="No agent is deployed"
        >
          Your agents are drafts or paused. Deploy one, and you can talk to it here.
        </EmptyState>
      </div>
    );
  return (
    <div className="my-auto flex flex-col gap-5 py-6">
      <div>
        <h2 className="font-strong text-xl tracking-tight">{agent.name}</h2>
        <p className="mt-1 text-muted">
          {agent.description || 'Ask something, or begin with one of these.'}
        </p>
      </div>
      <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        {suggestionsFor(agent, agents).map((suggestion) => (
          <li key={suggestion.label}>
            <SuggestionButton onSend={onSend} suggestion={suggestion} />
          </li>
        ))}
      </ul>
      <p className="text-faint text-xs">
        What you write here is seen by you alone; the executions it starts are listed for your
        organization.
      </p>
    </div>
  );
}

function SuggestionButton({
  suggestion,
  onSend,
}: {
  suggestion: Suggestion;
  onSend: (text: string) => void;
}) {
  const { label, text } = suggestion;
  return (
    <button
      className="group/s flex h-full w-full items-center gap-2 rounded-lg border bg-surface px-3 py-2.5 text-start text-sm hover:bg-hover"
      onClick={() => onSend(text ?? label)}
      type="button"
    >
      <span className="min-w-0 flex-1">
        {label}
        {text && <code className="mt-0.5 block truncate text-faint text-xs!">{text}</code>}
      </span>
      <CornerDownLeft
        aria-hidden
        className="size-3.5 shrink-0 text-faint opacity-0 group-hover/s:opacity-100 group-focus-visible/s:opacity-100"
      />
    </button>
  );
}
