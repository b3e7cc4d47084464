'use client';

import { ConfigExecutions } from '@/components/deployments/config-executions';
import { ConfigHeader } from '@/components/deployments/config-header';
import { ConfigJobs } from '@/components/deployments/config-jobs';
import { ConfigProblems } from '@/components/deployments/config-problems';
import { ConfigWorkflows } from '@/components/deployments/config-workflows';
import type { ConfigDeployment, ConfigFacts, May } from '@/components/deployments/model';
import { useConfigDeployment } from '@/components/deployments/use-config-deployment';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { StaleNote } from '@/components/ui/error-state';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Page, Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';

/** One deployment of a config, live: what it has brought, what it executed, and what can be done with it. */
export function ConfigDetail({
  first,
  config,
  may,
}: {
  first: ConfigDeployment;
  config: ConfigFacts;
  may: May;
}) {
  const live = useConfigDeployment(first);
  const { deployment, error, busy, refused, refresh, start } = live;
  const { config_version: version, status, workflows } = deployment;
  const older = status === 'running' && config && version !== null && version < config.version;
  return (
    <Page>
      <ConfigHeader config={config} live={live} may={may} />
      <StaleNote error={error} onRetry={refresh} />
      <ConfigProblems deployment={deployment} refused={refused} />
      {older && (
        <Callout
          action={
            may.deploy && (
              <Button loading={busy === 'running'} onClick={() => void start()} size="sm">
                Serve version {config.version}
              </Button>
            )
          }
          title={`Version ${config.version} of the config is newer`}
        >
          Version {version} stays in service until it is started again.
        </Callout>
      )}
      <ConfigExecutions id={deployment.id} onEnded={refresh} />
      {workflows.length > 0 && <ConfigWorkflows deployment={deployment} />}
      <ConfigJobs deployment={deployment} />
      <Section title="Facts">
        <KeyValues
          items={[
            { label: 'Created', value: <Time at={deployment.created_at} /> },
            { label: 'Changed', value: <Time at={deployment.updated_at} /> },
            { label: 'Id', value: <Id value={deployment.id} /> },
          ]}
        />
      </Section>
    </Page>
  );
}
