import type { ConfigDeployment } from '@/components/deployments/model';
import type { Refused } from '@/components/deployments/use-config-deployment';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

const SHOWN = 10;

/** Why it could not be started, or how its last start or execution failed, with what to do. */
export function ConfigProblems({
  deployment,
  refused,
}: {
  deployment: ConfigDeployment;
  refused: Refused | null;
}) {
  const { config_id: configId, status, error } = deployment;
  const toConfig = configId && (
    <ButtonLink href={`/configs/${configId}`} size="sm">
      Open the config
    </ButtonLink>
  );
  const jobRefused = error?.startsWith('A job of the config was refused');
  return (
    <>
      {refused && (
        <div role="alert">
          <Callout
            action={toConfig}
            requestId={refused.requestId}
            title={refused.message}
            tone="bad"
          >
            {refused.errors.length > 0 && (
              <ul className={refused.errors.length > 1 ? 'list-disc ps-4' : ''}>
                {refused.errors.slice(0, SHOWN).map((sentence) => (
                  <li className="break-words" key={sentence}>
                    {sentence}
                  </li>
                ))}
                {refused.errors.length > SHOWN && <li>and {refused.errors.length - SHOWN} more</li>}
              </ul>
            )}
          </Callout>
        </div>
      )}
      {status === 'failed' && error && (
        <Callout action={toConfig} title={error} tone="bad">
          {jobRefused
            ? 'Nothing of it is in service. Mend this job in the config, save it, and start the deployment again.'
            : 'Its last execution ended so. Mend the config or what it reaches, then execute or start it again.'}
        </Callout>
      )}
      {configId === null && (
        <Callout title="Its config was deleted" tone="warn">
          What it did is kept below. To go on, make a new deployment of another config.
        </Callout>
      )}
    </>
  );
}
