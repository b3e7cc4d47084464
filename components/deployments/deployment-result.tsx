import { AgentLinks } from '@/components/agents/agent-links';
import type { PackageDeployment } from '@/components/deployments/model';
import { Callout } from '@/components/ui/callout';

/** What a deployment brought into service: each agent, one click from a chat. */
export function DeploymentResult({ deployment }: { deployment: PackageDeployment }) {
  const { result } = deployment;
  if (!result) return null;
  const runtime = result.runtime?.agents ?? [];
  return (
    <div className="flex flex-col gap-3">
      {result.agents.length > 0 && <AgentLinks agents={result.agents} chat />}
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
