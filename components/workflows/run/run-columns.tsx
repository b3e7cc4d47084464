import { Elapsed } from '@/components/executions/elapsed';
import { Credits } from '@/components/ui/number';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Run } from '@/components/workflows/model';
import { RunStatus, triggerOf } from '@/components/workflows/run/run-status';
import { isOpenRun } from '@/components/workflows/run/use-run';

export const runColumns: Column<Run>[] = [
  {
    key: 'id',
    header: 'Run',
    primary: true,
    width: '18%',
    cell: ({ id, client_id }) => <span className="num">{client_id ?? `…${id.slice(-8)}`}</span>,
  },
  { key: 'status', header: 'Status', width: '13rem', cell: (run) => <RunStatus run={run} /> },
  {
    key: 'trigger',
    header: 'Started by',
    cell: (run) => <span className="text-muted">{triggerOf(run)}</span>,
  },
  {
    key: 'version',
    header: 'Version',
    width: '5.5rem',
    cell: ({ version }) => <span className="num">{version === null ? '—' : `v${version}`}</span>,
  },
  {
    key: 'started',
    header: 'Started',
    width: '7.5rem',
    cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
  },
  {
    key: 'duration',
    header: 'Duration',
    width: '7rem',
    align: 'end',
    cell: (run) => (
      <Elapsed
        ms={isOpenRun(run) ? null : (run.duration_ms ?? 0)}
        since={run.started_at ?? run.created_at}
      />
    ),
  },
  {
    key: 'credits',
    header: 'Credits',
    width: '6.5rem',
    align: 'end',
    cell: ({ credits }) => <Credits unit={false} value={credits} />,
  },
];
