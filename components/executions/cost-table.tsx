import type { Step } from '@/components/executions/step';
import { formatCredits, formatNumber, formatUsd } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import type { ExecutionView } from '@/lib/executions/contract';

/** Rows before the rest is summed up in one. */
const MANY = 12;

const cell = 'h-9 border-b px-3 text-end first:text-start';

/** What each model call cost; tool calls cost nothing themselves. */
export function CostTable({
  execution,
  steps,
}: {
  execution: ExecutionView;
  steps: readonly Step[];
}) {
  const paid = steps.filter((step) => step.type === 'model');
  const rows = paid.slice(0, MANY).map((step) => ({
    key: String(step.index),
    name: `${step.index + 1} ${step.name}`,
    in: step.input_tokens,
    out: step.output_tokens,
    credits: step.credits,
  }));
  const rest = paid.slice(MANY);
  const sum = (of: (step: Step) => number) => rest.reduce((all, step) => all + of(step), 0);
  if (rest.length > 0)
    rows.push({
      key: 'rest',
      name: `${rest.length} more`,
      in: sum((step) => step.input_tokens),
      out: sum((step) => step.output_tokens),
      credits: sum((step) => step.credits),
    });
  return (
    <Section title="Cost">
      <div className="overflow-hidden rounded-lg border bg-surface">
        <table className="num w-full text-sm">
          <caption className="sr-only">Tokens and credits by model call</caption>
          <thead>
            <tr className="font-sans text-faint text-xs">
              {['Step', 'In', 'Out', 'Credits'].map((name) => (
                <th className={`${cell} font-normal`} key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td className={`${cell} max-w-0 truncate`} style={{ width: '45%' }}>
                  {row.name}
                </td>
                <td className={cell}>{formatNumber(row.in)}</td>
                <td className={cell}>{formatNumber(row.out)}</td>
                <td className={cell}>{formatCredits(row.credits)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-strong">
              <th className="h-9 px-3 text-start font-sans" scope="row">
                Total{' '}
                <span className="num font-normal text-faint">{formatUsd(execution.cost_usd)}</span>
              </th>
              <td className="px-3 text-end">{formatNumber(execution.input_tokens)}</td>
              <td className="px-3 text-end">{formatNumber(execution.output_tokens)}</td>
              <td className="px-3 text-end">{formatCredits(execution.credits)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  );
}
