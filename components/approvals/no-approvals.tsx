import { CircleCheckBig } from 'lucide-react';
import type { View } from '@/components/approvals/approvals-path';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';

const example = `{ "id": "ok", "type": "approval", "config": {
  "title": "Refund {{ input.amount }} €?",
  "assignees": ["role:admin"], "timeout": "2d",
  "form": { "type": "object", "properties": { "reason": { "type": "string" } } } } }`;

const words: Record<View, [title: string, text: string]> = {
  mine: [
    'Nothing waits for you',
    'A workflow can stop at a step until somebody approves, an agent before a tool call or a spending limit, for days if need be. What asks for you arrives here and by mail.',
  ],
  all: [
    'Nothing waits for a decision',
    'A workflow can stop at a step until somebody approves, an agent before a tool call or a spending limit, for days if need be. All that waits in the organization is here.',
  ],
  decided: [
    'Nothing was decided yet',
    'What was approved, rejected or came too late stays here, with who decided and why.',
  ],
};

export function NoApprovals({ view }: { view: View }) {
  const [title, text] = words[view];
  return (
    <EmptyState
      action={
        view !== 'decided' && (
          <ButtonLink href="/workflows" variant="secondary">
            Open workflows
          </ButtonLink>
        )
      }
      example={view !== 'decided' && <CodeBlock code={example} title="A step that asks" wrap />}
      icon={<CircleCheckBig />}
      title={title}
    >
      {text}
    </EmptyState>
  );
}
