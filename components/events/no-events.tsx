import { CalendarClock } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';

const example = `curl -X POST "$FLEETPROMPT/api/v1/events" \\
  -H "Authorization: Bearer $API_KEY" -H "Content-Type: application/json" \\
  -d '{"type": "order.created", "data": {"order_id": "A-1042"}}'`;

export function NoEvents() {
  return (
    <EmptyState
      action={
        <>
          <ButtonLink href="/webhooks?new=1" variant="primary">
            Create a webhook
          </ButtonLink>
          <ButtonLink href="/api/docs" prefetch={false}>
            Read the API reference
          </ButtonLink>
        </>
      }
      example={<CodeBlock code={example} title="Shell" wrap />}
      icon={<CalendarClock />}
      title="Nothing has happened yet"
    >
      Whatever happens here is an event: an agent that ran, a package that was installed, a member
      who joined. Webhooks and workflows react to them, and you can tell events of your own.
    </EmptyState>
  );
}
