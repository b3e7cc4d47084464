'use client';

import type { Problem } from '@/components/chat/use-chat';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Credits } from '@/components/ui/number';

/** Why a message was not accepted, and what to do. The message is back in the composer. */
export function ProblemNote({
  problem,
  onRetry,
  onDismiss,
}: {
  problem: Problem;
  onRetry: () => void;
  onDismiss: () => void;
}) {
  const { error, outgoing } = problem;
  const { status, code } = error;
  const needs = Number(error.body?.required ?? 0);
  const has = Number(error.body?.available ?? 0);
  const titles: Record<number, string> = {
    0: 'Not sent',
    401: 'You are signed out',
    402: 'Not enough credits',
    403: 'You may not send messages',
    429: 'Too many messages',
  };
  const toAgent = outgoing.agentId && (code === 'AGENT_NOT_ACTIVE' || code === 'AGENT_NOT_READY');
  return (
    <div role="alert">
      <Callout
        action={
          <span className="flex flex-wrap gap-2">
            {toAgent && (
              <ButtonLink href={`/agents/${outgoing.agentId}`} size="sm">
                Open the agent
              </ButtonLink>
            )}
            {status === 401 ? (
              <ButtonLink href="/sign-in" size="sm">
                Sign in
              </ButtonLink>
            ) : (
              <Button onClick={onRetry} size="sm">
                Try again
              </Button>
            )}
            <Button onClick={onDismiss} size="sm" variant="ghost">
              Dismiss
            </Button>
          </span>
        }
        requestId={status >= 500 ? error.requestId : undefined}
        title={titles[status] ?? 'The message was not accepted'}
        tone={status === 402 || status === 0 ? 'warn' : 'bad'}
      >
        {status === 402 ? (
          <>
            This message reserves up to <Credits value={needs} />, and <Credits value={has} /> can
            be spent. Top up, ask an owner to, or choose an agent with a cheaper model.
          </>
        ) : (
          error.message
        )}
      </Callout>
    </div>
  );
}
