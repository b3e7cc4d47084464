import { Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { exampleBody } from '@/components/webhooks/verify-snippet';

export function NoWebhooks({ action }: { action: ReactNode }) {
  return (
    <EmptyState
      action={action}
      example={<CodeBlock code={exampleBody} title="POST https://your-app.example.com/webhook" />}
      icon={<Webhook />}
      title="No webhooks yet"
    >
      A webhook tells your own systems what happens here as it happens: an agent has answered, an
      execution failed, credits were added. Each delivery is signed, and tried again for hours when
      your side is away.
    </EmptyState>
  );
}
