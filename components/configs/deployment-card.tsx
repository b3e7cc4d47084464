'use client';

import { Play, Power, Square } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { ExecuteDialog } from '@/components/configs/execute-dialog';
import { ExecutionResult } from '@/components/configs/execution-result';
import type { May } from '@/components/configs/model';
import type { ConfigDeployment } from '@/components/deployments/model';
import { useConfigDeployment } from '@/components/deployments/use-config-deployment';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';
import type { CommandExecution } from '@/lib/executions/contract';

/** A deployment of the config: how it stands, what can be done with it, its last execution. */
export function DeploymentCard({
  first,
  newest,
  may,
  onChange,
}: {
  first: ConfigDeployment;
  /** The config's newest saved version. */
  newest: number;
  may: May;
  /** Its status has changed. */
  onChange: () => void;
}) {
  const live = useConfigDeployment(first);
  const { deployment, busy, refused } = live;
  const { id, name, status, config_version: version } = deployment;
  const runs = status === 'running';
  const [asking, setAsking] = useState(false);
  const path = `/api/deployments/${id}/executions?limit=1`;
  const { data, mutate } = useSWR<Paged<CommandExecution>>(path, { refreshInterval: 10_000 });
  const last = data?.data[0];
  const older = runs && version !== null && version < newest;
  const start = async () => {
    await live.start();
    onChange();
  };
  return (
    <li className="flex flex-col gap-3 rounded-lg border bg-canvas p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 flex-1 truncate font-strong text-base">
          <Link className="hover:underline" href={`/deployments/${id}`}>
            {name}
          </Link>
        </h2>
        <Status state={status} />
      </div>
      <p className="text-muted text-sm">
        {version === null ? (
          'Never started.'
        ) : (
          <>
            <span className="num">v{version}</span> {runs ? 'is in service' : 'was in service last'}
            , changed <Time at={deployment.updated_at} />.
          </>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {may.execute && status !== 'stopped' && (
          <Button icon={<Play aria-hidden />} onClick={() => setAsking(true)} size="sm">
            Execute
          </Button>
        )}
        {may.deploy && runs && (
          <Button
            icon={<Square aria-hidden />}
            loading={busy === 'stopped'}
            onClick={async () => {
              await live.stop();
              onChange();
            }}
            size="sm"
          >
            Stop
          </Button>
        )}
        {may.deploy && (!runs || older) && (
          <Button
            icon={<Power aria-hidden />}
            loading={busy === 'running'}
            onClick={start}
            size="sm"
          >
            {older ? (
              <>
                Serve <span className="num">v{newest}</span>
              </>
            ) : (
              'Start'
            )}
          </Button>
        )}
      </div>
      {refused && (
        <div role="alert">
          <Callout requestId={refused.requestId} title={refused.message} tone="bad">
            {refused.errors.slice(0, 5).map((sentence) => (
              <p className="break-words" key={sentence}>
                {sentence}
              </p>
            ))}
          </Callout>
        </div>
      )}
      {status === 'failed' && deployment.error && !last?.error && (
        <Callout title={deployment.error} tone="bad">
          Nothing of it is in service. Mend the config, save it, and start it again.
        </Callout>
      )}
      {last && (
        <div className="border-t pt-3">
          <ExecutionResult
            first={last}
            key={last.id}
            mayCancel={may.execute}
            onEnded={() => {
              live.refresh();
              onChange();
            }}
          />
        </div>
      )}
      <ExecuteDialog
        configId={deployment.config_id}
        deploymentId={id}
        name={name}
        onBegun={() => void mutate()}
        onOpenChange={setAsking}
        open={asking}
        version={runs ? version : null}
      />
    </li>
  );
}
