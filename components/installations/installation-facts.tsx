import { Bot, MessageSquare } from 'lucide-react';
import Link from 'next/link';
import type { Installation } from '@/components/installations/model';
import { ButtonLink } from '@/components/ui/button';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';

/** The agents that it brought, each one click from a chat. */
export function InstalledAgents({
  installation,
  mayChat,
}: {
  installation: Installation;
  mayChat: boolean;
}) {
  if (installation.agents.length === 0) return null;
  return (
    <Section title="Agents">
      <ul className="divide-y rounded-lg border bg-surface">
        {installation.agents.map((agent) => (
          <li className="flex min-h-11 items-center gap-3 px-3 text-sm" key={agent.id}>
            <Bot aria-hidden className="size-4 shrink-0 text-faint" />
            <Link
              className="min-w-0 flex-1 truncate rounded-sm hover:underline"
              href={`/agents/${agent.id}`}
            >
              {agent.name}
            </Link>
            {mayChat && installation.status === 'active' && (
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
    </Section>
  );
}

export function InstallationFacts({ installation }: { installation: Installation }) {
  return (
    <Section title="Facts">
      <KeyValues
        items={[
          {
            label: 'Package',
            value:
              installation.latest_version === null ? (
                installation.slug
              ) : (
                <Link
                  className="text-accent-ink hover:underline"
                  href={`/marketplace/${installation.slug}`}
                >
                  {installation.slug}
                </Link>
              ),
          },
          { label: 'Skills', value: <Links at="/agents/skills" of={installation.skills} /> },
          { label: 'Workflows', value: <Links at="/workflows" of={installation.workflows} /> },
          { label: 'Installed', value: <Time at={installation.created_at} /> },
          { label: 'Changed', value: <Time at={installation.updated_at} /> },
          { label: 'Id', value: <Id value={installation.id} /> },
        ]}
      />
    </Section>
  );
}

function Links({ of, at }: { of: readonly { id: string; name: string }[]; at: string }) {
  if (of.length === 0) return '—';
  return (
    <ul className="flex flex-col">
      {of.map((one) => (
        <li key={one.id}>
          <Link className="text-accent-ink hover:underline" href={`${at}/${one.id}`}>
            {one.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
