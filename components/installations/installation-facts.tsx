import Link from 'next/link';
import { AgentLinks } from '@/components/agents/agent-links';
import type { Installation } from '@/components/installations/model';
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
      <AgentLinks agents={installation.agents} chat={mayChat && installation.status === 'active'} />
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
