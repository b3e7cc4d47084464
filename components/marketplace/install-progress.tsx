'use client';

import { MessageSquare } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { StatusShape, type Tone } from '@/components/ui/status';
import type { InstallationView } from '@/lib/installations/contract';

const order = ['queued', 'installing', 'active'];

/** Queued, making its agents, ready: where the installation is. */
export function InstallProgress({ installation }: { installation: InstallationView }) {
  const at = order.indexOf(installation.status);
  const words = ['Queued', 'Making its agents and skills', 'Ready'];
  return (
    <ol aria-label="Installation" aria-live="polite" className="flex flex-col gap-2 text-sm">
      {words.map((word, step) => {
        const tone: Tone = step < at || at === 2 ? 'good' : step === at ? 'active' : 'idle';
        return (
          <li
            aria-current={step === at ? 'step' : undefined}
            className={cn('flex items-center gap-2', tone === 'idle' && 'text-faint')}
            key={word}
          >
            <StatusShape tone={tone} />
            {word}
          </li>
        );
      })}
    </ol>
  );
}

/** Its agents, each one click from a chat. */
export function ChatWith({ agents }: { agents: InstallationView['agents'] }) {
  const [first, ...others] = agents;
  if (!first) return null;
  return (
    <div className="flex flex-col gap-2">
      <ButtonLink
        href={`/?agent=${first.id}`}
        icon={<MessageSquare aria-hidden />}
        size="lg"
        variant="primary"
      >
        Chat with {first.name}
      </ButtonLink>
      {others.map((agent) => (
        <ButtonLink
          href={`/?agent=${agent.id}`}
          icon={<MessageSquare aria-hidden />}
          key={agent.id}
        >
          Chat with {agent.name}
        </ButtonLink>
      ))}
    </div>
  );
}

export function InstallFailed({ installation }: { installation: InstallationView }) {
  return (
    <div role="alert">
      <Callout title="It was not installed" tone="bad">
        {installation.error?.message ?? 'Something went wrong on our side.'} Nothing was charged.
      </Callout>
    </div>
  );
}
