import { adviceFor } from '@/components/executions/advice';
import type { Log } from '@/components/executions/step';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ExecutionView } from '@/lib/executions/contract';

/** What went wrong and what to do about it; and when another model than the chosen one answers. */
export function ExecutionProblems({
  execution,
  logs,
}: {
  execution: ExecutionView;
  logs: readonly Log[];
}) {
  const { error, model, model_used: used } = execution;
  const advice = error && adviceFor(error.code, execution.agent_id);
  const standIn = used === 'sandbox' && model !== 'sandbox';
  const warning = logs.find((line) => line.level === 'warning' && /sandbox/i.test(line.message));
  return (
    <>
      {error && (
        <Callout
          action={
            advice?.href && (
              <ButtonLink href={advice.href} size="sm">
                {advice.action}
              </ButtonLink>
            )
          }
          title={error.message}
          tone="bad"
        >
          {advice?.text && <p>{advice.text}</p>}
          <p className="mt-0.5 text-xs">
            Code <span className="num">{error.code}</span>
          </p>
        </Callout>
      )}
      {execution.wait_reason === 'credits' && (
        <Callout title="It waits for credits" tone="warn">
          What it did is kept. It goes on by itself after a top-up, from where it is.
        </Callout>
      )}
      {execution.wait_reason === 'approval' && (
        <Callout
          action={
            <ButtonLink href="/approvals" size="sm">
              Open approvals
            </ButtonLink>
          }
          title="It waits for a person"
          tone="warn"
        >
          What it did is kept. It goes on by itself once somebody has decided.
        </Callout>
      )}
      {standIn && (
        <Callout title={`The sandbox answered instead of ${model}`} tone="warn">
          {warning?.message ?? 'The provider of this model has no key here.'}
        </Callout>
      )}
    </>
  );
}
