import Link from 'next/link';
import type { Tool } from '@/components/agents/catalog';
import { CopyButton } from '@/components/ui/copy-button';
import { formatCredits, formatNumber } from '@/components/ui/format';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import type { AgentView } from '@/lib/agents/contract';

const num = (value: number, unit: string) => (
  <>
    <span className="num">{formatNumber(value)}</span> {unit}
  </>
);

/** What an agent is made of, in plain words. */
export function AgentFacts({ agent, tools }: { agent: AgentView; tools: Tool[] }) {
  const { config, limits } = agent;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Section title="Made of">
        <KeyValues
          items={[
            {
              label: 'Model',
              value: config.model ? <span className="num">{config.model}</span> : 'Not chosen yet',
            },
            { label: 'Temperature', value: <span className="num">{config.temperature}</span> },
            { label: 'Longest answer', value: num(config.max_tokens, 'tokens') },
            { label: 'Tools', value: <Tools agent={agent} tools={tools} /> },
            { label: 'Skills', value: <Skills agent={agent} /> },
            { label: 'Output', value: agent.output_schema ? 'JSON that fits a schema' : 'Text' },
          ]}
        />
      </Section>
      <Section title="Ends after">
        <KeyValues
          items={[
            { label: 'Model calls', value: <span className="num">{limits.max_steps}</span> },
            { label: 'Time', value: num(limits.timeout_seconds, 's') },
            {
              label: 'Tokens',
              value: limits.max_tokens === null ? 'No limit' : num(limits.max_tokens, ''),
            },
            {
              label: 'Credits',
              value:
                limits.max_credits === null ? (
                  'Your balance'
                ) : (
                  <span className="num">{formatCredits(limits.max_credits)}</span>
                ),
            },
          ]}
        />
      </Section>
      <Section title="About">
        <KeyValues
          items={[
            { label: 'Id', value: <Id value={agent.id} /> },
            { label: 'Slug', value: <Id value={agent.slug} /> },
            { label: 'A2A', value: <PublicCard agent={agent} /> },
            {
              label: 'Deployed',
              value: agent.deployed_at ? <Time at={agent.deployed_at} /> : 'Never',
            },
            { label: 'Updated', value: <Time at={agent.updated_at} /> },
          ]}
        />
      </Section>
    </div>
  );
}

function PublicCard({ agent }: { agent: AgentView }) {
  if (!agent.a2a) return <>Not public</>;
  if (agent.status !== 'active') return <>Public once it is active</>;
  return (
    <span className="inline-flex items-center gap-1">
      <a
        className="rounded-sm underline decoration-line underline-offset-2 hover:decoration-current"
        href={agent.a2a.card_url}
      >
        Agent card
      </a>
      <CopyButton label="Copy the address of its card" text={agent.a2a.card_url} />
    </span>
  );
}

function Tools({ agent, tools }: { agent: AgentView; tools: Tool[] }) {
  if (agent.tools.length === 0) return <>None of its own</>;
  return (
    <ul className="flex flex-col gap-1">
      {agent.tools.map(({ name, config }) => {
        const hosts = Array.isArray(config?.allowed_hosts) ? config.allowed_hosts : [];
        return (
          <li key={`${name} ${config?.connectorId ?? ''}`}>
            {tools.find((tool) => tool.name === name)?.label ?? known(name, config)}
            {config?.approval !== undefined && config.approval !== false && (
              <span className="text-faint"> asks for approval</span>
            )}
            {hosts.length > 0 && (
              <span className="block break-words text-faint">only {hosts.join(', ')}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A tool that is none of ours: the tools of an MCP server. */
function known(name: string, config?: Record<string, unknown>): string {
  if (name !== 'mcp') return name;
  const few = Array.isArray(config?.tools) ? config.tools.map(String) : null;
  return few ? `MCP server: ${few.join(', ')}` : 'MCP server: all its tools';
}

function Skills({ agent }: { agent: AgentView }) {
  if (agent.skills.length === 0) return <>None</>;
  return (
    <ul className="flex flex-col gap-1">
      {agent.skills.map((skill) => (
        <li key={skill.id}>
          <Link
            className="rounded-sm underline decoration-line underline-offset-2 hover:decoration-current"
            href={`/agents/skills/${skill.id}`}
          >
            {skill.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
