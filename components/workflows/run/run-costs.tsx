import { formatCredits } from '@/components/ui/format';
import type { Run } from '@/components/workflows/model';
import { passOf } from '@/components/workflows/run/rows';
import type { RunStepView } from '@/lib/workflows/runs.contract';

const cell = 'h-9 px-3 text-end first:text-start';

/** What each step cost, dearest first. */
export function RunCosts({ run, steps }: { run: Run; steps: readonly RunStepView[] }) {
  const paid = steps.filter(({ credits }) => credits > 0).toSorted((a, b) => b.credits - a.credits);
  const shown = paid.slice(0, 50);
  const rest = paid.slice(50).reduce((sum, { credits }) => sum + credits, 0);
  if (paid.length === 0)
    return (
      <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
        Nothing it did cost credits. Models and agents do.
      </p>
    );
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <table className="num w-full text-sm">
        <caption className="sr-only">Credits by step</caption>
        <thead>
          <tr className="font-sans text-faint text-xs">
            {['Step', 'Share', 'Credits'].map((name) => (
              <th className={`${cell} font-normal`} key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((step) => (
            <tr key={step.key}>
              <td className={`${cell} max-w-0 truncate font-sans`} style={{ width: '60%' }}>
                {step.name} <span className="num text-faint">{passOf(step)}</span>
              </td>
              <td className={cell}>
                {Math.round((100 * step.credits) / Math.max(run.credits, 1e-9))} %
              </td>
              <td className={cell}>{formatCredits(step.credits)}</td>
            </tr>
          ))}
          {rest > 0 && (
            <tr>
              <td className={`${cell} font-sans`}>{paid.length - shown.length} more</td>
              <td className={cell} />
              <td className={cell}>{formatCredits(rest)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="font-strong">
            <th className={`${cell} font-sans`} scope="row">
              Total
            </th>
            <td className={cell} />
            <td className={cell}>{formatCredits(run.credits)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
