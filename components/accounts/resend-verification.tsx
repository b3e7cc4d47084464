'use client';

import { useEffect, useRef, useState } from 'react';
import { OutboxHint } from '@/components/accounts/outbox-hint';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';

/** Shown instead of an error to someone whose password was right but whose address is unconfirmed. */
export function ResendVerification({ email, outbox }: { email: string; outbox: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'sent' | Error>('idle');
  useEffect(() => box.current?.focus(), []);
  async function resend() {
    setState('busy');
    try {
      await api('/api/auth/resend-verification', { method: 'POST', body: { email } });
      setState('sent');
    } catch (error) {
      setState(error as Error);
    }
  }
  return (
    <div ref={box} role="alert" tabIndex={-1}>
      {state === 'sent' ? (
        <Callout title="A new link is on its way" tone="good">
          Open the mail to {email}, then sign in here. <OutboxHint outbox={outbox} />
        </Callout>
      ) : (
        <Callout
          action={
            <Button loading={state === 'busy'} onClick={resend} size="sm">
              Send a new link
            </Button>
          }
          title="Confirm your email address first"
          tone="warn"
        >
          {state instanceof Error
            ? `The link could not be sent. ${state.message}`
            : `A link was mailed to ${email}. It works for 24 hours.`}{' '}
          <OutboxHint outbox={outbox} />
        </Callout>
      )}
    </div>
  );
}
