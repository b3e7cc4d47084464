import { Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { StepIcon } from '@/components/workflows/canvas/step-icon';
import type { StepTypeName } from '@/lib/engine/step-types';

const example: [StepTypeName, string, string][] = [
  ['llm', 'Classify', 'Asks a model how urgent a ticket is'],
  ['conditional', 'Is it urgent?', 'Goes on only then'],
  ['approval', 'Ask a person', 'Waits, for days if need be'],
  ['connector', 'Tell the team', 'Posts to Slack, exactly once'],
];

export function NoWorkflows({ action }: { action: ReactNode }) {
  return (
    <EmptyState
      action={action}
      example={
        <ol aria-label="An example" className="flex flex-col">
          {example.map(([type, name, about], index) => (
            <li className="flex flex-col" key={name}>
              {index > 0 && <span aria-hidden="true" className="ms-7 h-3 w-px bg-edge" />}
              <span className="flex w-full max-w-88 items-center gap-2.5 rounded-lg border bg-surface px-2.5 py-2">
                <span className="grid size-8 shrink-0 place-items-center rounded-md border bg-sunken text-muted">
                  <StepIcon className="size-4" type={type} />
                </span>
                <span className="min-w-0">
                  <span className="block truncate font-strong text-sm leading-5">{name}</span>
                  <span className="block truncate text-faint text-xs">{about}</span>
                </span>
              </span>
            </li>
          ))}
        </ol>
      }
      icon={<Workflow />}
      title="No workflows yet"
    >
      A workflow is a plan of steps: ask a model, call an API, wait for a person, repeat for each
      item. It survives restarts, tries again what failed, and shows every input and output.
    </EmptyState>
  );
}
