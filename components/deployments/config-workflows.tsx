'use client';

import { CalendarClock, Megaphone, Webhook } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import type { ConfigDeployment, DeploymentTrigger } from '@/components/deployments/model';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import { triggerWords } from '@/components/workflows/edit/trigger-words';
import type { Paged } from '@/lib/core/page';
import type { Json } from '@/lib/engine/json';

const SHOWN = 20;
const icons = { schedule: CalendarClock, event: Megaphone, webhook: Webhook };

/** The workflows that a deployment has brought, in their order, with what starts each. */
export function ConfigWorkflows({ deployment }: { deployment: ConfigDeployment }) {
  const [all, setAll] = useState(false);
  const { id, workflows, config_version: version } = deployment;
  const path = `/api/deployments/${id}/triggers?limit=100`;
  const { data, error, mutate } = useSWR<Paged<DeploymentTrigger>>(version ? path : null, {
    refreshInterval: 30_000,
  });
  const shown = all ? workflows : workflows.slice(0, SHOWN);
  return (
    <Section description="In the order in which they are executed." title="Workflows">
      {error && !data && <ErrorState error={error} onRetry={() => mutate()} />}
      <ol className="divide-y rounded-lg border bg-surface text-sm">
        {shown.map((workflow, place) => (
          <li className="flex gap-3 px-4 py-2.5" key={workflow.id}>
            <span className="num w-5 shrink-0 text-end text-faint">{place + 1}</span>
            <div className="min-w-0 flex-1">
              <Link
                className="break-words font-strong hover:underline"
                href={`/workflows/${workflow.id}`}
              >
                {workflow.name}
              </Link>
              <Triggers
                resting={deployment.status !== 'running'}
                triggers={data?.data.filter((it) => it.workflow_id === workflow.id) ?? []}
              />
            </div>
          </li>
        ))}
      </ol>
      {workflows.length > shown.length && (
        <Button className="self-start" onClick={() => setAll(true)} size="sm">
          Show all {workflows.length}
        </Button>
      )}
    </Section>
  );
}

function Triggers({ triggers, resting }: { triggers: DeploymentTrigger[]; resting: boolean }) {
  if (triggers.length === 0) return null;
  return (
    <ul aria-label="Triggers" className="mt-1 flex flex-col gap-1 text-muted">
      {triggers.map((trigger) => {
        const Icon = icons[trigger.type];
        return (
          <li className="flex items-start gap-2" key={trigger.id ?? trigger.type}>
            <Icon aria-hidden className="mt-0.75 size-3.5 shrink-0 text-faint" />
            <span className="min-w-0 break-words">
              {triggerWords(trigger as unknown as Json)}
              {trigger.next_at && !resting ? (
                <span className="text-faint">
                  , next <Time at={trigger.next_at} />
                </span>
              ) : (
                resting && <span className="text-faint">, rests</span>
              )}
              {trigger.last_at && (
                <span className="text-faint">
                  , last <Time at={trigger.last_at} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
