'use client';

import Link from 'next/link';
import { Credits, Num, Usd } from '@/components/ui/number';
import { Duration } from '@/components/ui/time';
import { Tooltip } from '@/components/ui/tooltip';
import type { MessageView } from '@/lib/chat/contract';

/** What an answer cost, in a word; model, tokens and time on hover and focus. It leads to the execution. */
export function AnswerMeta({ execution }: { execution: NonNullable<MessageView['execution']> }) {
  const { model, model_used: used } = execution;
  return (
    <Tooltip
      label={
        <span className="grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5 py-0.5">
          <span className="text-faint">Agent</span>
          <span>{execution.agent_name}</span>
          <span className="text-faint">Model</span>
          <span>
            {used ?? model}
            {used && model && used !== model && ` (for ${model})`}
          </span>
          <span className="text-faint">Tokens</span>
          <span>
            <Num value={execution.input_tokens} /> in, <Num value={execution.output_tokens} /> out
          </span>
          <span className="text-faint">Cost</span>
          <span>
            <Credits value={execution.credits} /> (<Usd value={execution.cost_usd} />)
          </span>
          <span className="text-faint">Time</span>
          <Duration ms={execution.latency_ms} />
        </span>
      }
      side="top"
    >
      <Link
        className="inline-flex h-7 items-center rounded-md px-1.5 text-faint text-xs hover:bg-hover hover:text-ink"
        href={`/executions/${execution.id}`}
        prefetch={false}
      >
        <Credits value={execution.credits} />
        <span className="sr-only">, open the execution</span>
      </Link>
    </Tooltip>
  );
}
