import Link from 'next/link';
import { Elapsed } from '@/components/executions/elapsed';
import { formatCredits, formatNumber, formatUsd } from '@/components/ui/format';
import { Id } from '@/components/ui/id';
import { Stat, StatRow } from '@/components/ui/stat';
import { Time } from '@/components/ui/time';
import type { ExecutionView } from '@/lib/executions/contract';

const link = 'rounded-sm underline decoration-line underline-offset-2 hover:decoration-current';

/** The figures of an execution, and its ids. */
export function ExecutionSummary({ execution }: { execution: ExecutionView }) {
  const used = execution.model_used ?? execution.model;
  return (
    <div className="flex flex-col gap-3">
      <StatRow>
        <Stat
          label="Duration"
          note="from acceptance to the end"
          value={<Elapsed ms={execution.latency_ms} since={execution.created_at} />}
        />
        <Stat
          label="Tokens"
          note={`${formatNumber(execution.input_tokens)} in, ${formatNumber(execution.output_tokens)} out`}
          value={formatNumber(execution.total_tokens)}
        />
        <Stat
          label="Cost"
          note={formatUsd(execution.cost_usd)}
          value={
            <>
              {formatCredits(execution.credits)}
              <span className="ms-1.5 font-sans text-faint text-sm">credits</span>
            </>
          }
        />
        <Stat
          label="Model"
          note={used === execution.model ? 'chosen for it' : `chosen: ${execution.model}`}
          value={<span className="text-base">{used ?? '—'}</span>}
        />
      </StatRow>
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-faint text-sm">
        <Fact name="Id">
          <Id value={execution.id} />
        </Fact>
        {execution.agent_id && (
          <Fact name="Agent">
            <Link className={link} href={`/agents/${execution.agent_id}`}>
              {execution.agent_name}
            </Link>
          </Fact>
        )}
        {execution.conversation_id && (
          <Fact name="Conversation">
            <Link className={link} href={`/?c=${execution.conversation_id}`}>
              Open chat
            </Link>
          </Fact>
        )}
        <Fact name="Accepted">
          <Time at={execution.created_at} exact />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt>{name}</dt>
      <dd className="min-w-0 text-muted">{children}</dd>
    </div>
  );
}
