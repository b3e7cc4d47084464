import { Bot, MessageSquare } from 'lucide-react';
import Link from 'next/link';
import type { PackageDeployment } from '@/components/deployments/model';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

/** What a deployment brought into service: each agent, one click from a chat. */
export function DeploymentResult({ deployment }: { deployment: PackageDeployment }) {
  const { result } = deployment;
  if (!result) return null;
  const runtime = result.runtime?.agents ?? [];
  return (
    <div className="flex flex-col gap-3">
      {result.agents.length > 0 && (
        <ul aria-label="Agents" className="divide-y rounded-lg border bg-surface">
          {result.agents.map((agent) => (
            <li className="flex min-h-11 items-center gap-3 px-3 text-sm" key={agent.id}>
              <Bot aria-hidden className="size-4 shrink-0 text-faint" />
              <Link
                className="min-w-0 flex-1 truncate rounded-sm hover:underline"
                href={`/agents/${agent.id}`}
              >
                {agent.name}
              </Link>
              <ButtonLink
                aria-label={`Chat with ${agent.name}`}
                href={`/?agent=${agent.id}`}
                icon={<MessageSquare aria-hidden />}
                size="sm"
              >
                Chat
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {result.skills.length > 0 && (
        <p className="text-muted text-sm">
          Skills: {result.skills.map((skill) => skill.name).join(', ')}
        </p>
      )}
      {runtime.length > 0 && (
        <p className="text-muted text-sm">On the external runtime: {runtime.join(', ')}</p>
      )}
      {result.warnings.length > 0 && (
        <Callout title="It works, with a remark" tone="warn">
          <ul className={result.warnings.length > 1 ? 'list-disc ps-4' : ''}>
            {result.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
