'use client';

import { Ellipsis, Pause, Play, Radio, RotateCw, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { PageHeader } from '@/components/ui/page';
import type { May, Run } from '@/components/workflows/model';
import { beganBy, RunStatus } from '@/components/workflows/run/run-status';
import { isOpenRun } from '@/components/workflows/run/use-run';
import type { Again, Doing } from '@/components/workflows/run/use-run-actions';

export function RunHeader({
  run,
  may,
  busy,
  onTell,
  onRetry,
  onSignal,
}: {
  run: Run;
  may: May;
  busy: Doing | null;
  onTell: (doing: 'cancel' | 'pause' | 'resume') => void;
  onRetry: (again: Again) => void;
  onSignal: () => void;
}) {
  const open = isOpenRun(run);
  const paused = run.state === 'paused';
  const name = run.workflow_name ?? run.workflow_type ?? 'Run';
  const failed = run.status === 'failed';
  return (
    <PageHeader
      actions={
        may.execute && (
          <>
            {open && (
              <>
                <Button
                  icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
                  loading={busy === 'pause' || busy === 'resume'}
                  onClick={() => onTell(paused ? 'resume' : 'pause')}
                >
                  {paused ? 'Resume' : 'Pause'}
                </Button>
                <Button
                  icon={<Square aria-hidden />}
                  loading={busy === 'cancel'}
                  onClick={() => onTell('cancel')}
                  variant="quiet"
                >
                  Cancel
                </Button>
                <Menu
                  align="end"
                  groups={[
                    { items: [{ label: 'Send a signal', icon: <Radio />, onSelect: onSignal }] },
                  ]}
                  label="More actions"
                  trigger={
                    <IconButton
                      icon={<Ellipsis aria-hidden />}
                      label="More actions"
                      variant="secondary"
                    />
                  }
                />
              </>
            )}
            {!open && (
              <>
                {failed && (
                  <Button
                    icon={<RotateCw aria-hidden />}
                    loading={busy === 'retry'}
                    onClick={() => onRetry({ from: 'failed' })}
                    variant="primary"
                  >
                    Retry
                  </Button>
                )}
                <Menu
                  align="end"
                  groups={[
                    {
                      items: [
                        {
                          label: 'From the start',
                          icon: <RotateCw />,
                          onSelect: () => onRetry({ from: 'start' }),
                        },
                        {
                          label: 'From the start, newest version',
                          icon: <RotateCw />,
                          disabled: run.version === null,
                          onSelect: () => onRetry({ from: 'start', version: 'latest' }),
                        },
                        ...(failed
                          ? [
                              {
                                label: 'From the failure, newest version',
                                icon: <RotateCw />,
                                disabled: run.version === null,
                                onSelect: () => onRetry({ from: 'failed', version: 'latest' }),
                              },
                            ]
                          : []),
                      ],
                    },
                  ]}
                  label="Run again"
                  trigger={<Button icon={<RotateCw aria-hidden />}>Run again</Button>}
                />
              </>
            )}
          </>
        )
      }
      breadcrumb={[
        { label: 'Workflows', href: '/workflows' },
        ...(run.workflow_id
          ? [
              { label: name, href: `/workflows/${run.workflow_id}` },
              { label: 'Runs', href: `/workflows/${run.workflow_id}/runs` },
            ]
          : [{ label: name }]),
        { label: `…${run.id.slice(-8)}` },
      ]}
      description={`Started ${beganBy(run)}.`}
      status={
        <span role="status">
          <RunStatus run={run} />
        </span>
      }
      title={name}
    />
  );
}
