import type { RunBrief } from '@/components/tests/model';
import { plural } from '@/components/ui/format';
import { Status } from '@/components/ui/status';

/** How a run ended, or how far it is: "3 of 4 passed". */
export function RunStatus({ run }: { run: RunBrief }) {
  const { status, totalTests: total, passedTests: passed, failedTests: failed } = run;
  if (status === 'running')
    return (
      <Status state="running">
        Running, {passed + failed} of {total}
      </Status>
    );
  if (status === 'completed') return <Status state="passed">{plural(total, 'case')} passed</Status>;
  return (
    <Status state={status}>
      {status === 'failed' ? `${failed} of ${total} failed` : 'Cancelled'}
    </Status>
  );
}
