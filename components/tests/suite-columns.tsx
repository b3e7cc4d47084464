import { type Suite, targetOf } from '@/components/tests/model';
import { RunStatus } from '@/components/tests/run-status';
import { Num } from '@/components/ui/number';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

const name: Column<Suite> = {
  key: 'name',
  header: 'Suite',
  primary: true,
  width: '34%',
  cell: (suite) => <span className="font-strong">{suite.name}</span>,
};

const rest: Column<Suite>[] = [
  {
    key: 'cases',
    header: 'Cases',
    width: '5rem',
    align: 'end',
    cell: (suite) => <Num className="text-muted" value={suite.cases} />,
  },
  {
    key: 'last',
    header: 'Last run',
    cell: ({ last_run: run }) =>
      run ? <RunStatus run={run} /> : <span className="text-faint">Never run</span>,
  },
  {
    key: 'at',
    header: 'When',
    width: '8rem',
    cell: ({ last_run: run }) =>
      run ? (
        <Time at={run.created_at} className="text-muted" />
      ) : (
        <span className="text-faint">—</span>
      ),
  },
];

export const suiteColumns: Column<Suite>[] = [
  name,
  {
    key: 'target',
    header: 'Tests',
    cell: (suite) => {
      const target = targetOf(suite);
      return target ? (
        <span className="text-muted">{target.name}</span>
      ) : (
        <span className="text-faint">Its input</span>
      );
    },
  },
  ...rest,
];

/** The same where all suites are of one agent. */
export const suiteColumnsOfOne: Column<Suite>[] = [name, ...rest];
