import { Bot, MessageSquare } from 'lucide-react';
import Link from 'next/link';
import { ButtonLink } from '@/components/ui/button';

/** Agents that something brought, each one click from its page and, with `chat`, from a chat. */
export function AgentLinks({
  agents,
  chat,
}: {
  agents: readonly { id: string; name: string }[];
  chat: boolean;
}) {
  return (
    <ul aria-label="Agents" className="divide-y rounded-lg border bg-surface">
      {agents.map((agent) => (
        <li className="flex min-h-11 items-center gap-3 px-3 text-sm" key={agent.id}>
          <Bot aria-hidden className="size-4 shrink-0 text-faint" />
          <Link
            className="min-w-0 flex-1 truncate rounded-sm hover:underline"
            href={`/agents/${agent.id}`}
          >
            {agent.name}
          </Link>
          {chat && (
            <ButtonLink
              aria-label={`Chat with ${agent.name}`}
              href={`/?agent=${agent.id}`}
              icon={<MessageSquare aria-hidden />}
              size="sm"
            >
              Chat
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  );
}
