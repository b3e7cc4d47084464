import type { Metadata } from 'next';
import { mayOf, orNotFound, toolList } from '@/app/(dashboard)/agents/page-data';
import { mayTest } from '@/app/(dashboard)/agents/tests/may';
import { AgentCode } from '@/components/agents/agent-code';
import { AgentFacts } from '@/components/agents/agent-facts';
import { AgentHeader } from '@/components/agents/agent-header';
import { AgentExecutions } from '@/components/executions/agent-executions';
import { TargetTests } from '@/components/tests/target-tests';
import { ButtonLink } from '@/components/ui/button';
import { Page, Section } from '@/components/ui/page';
import { loadAgent, presentAgent } from '@/lib/agents/store';
import { pageCtx } from '@/lib/api/page-context';
import { env } from '@/lib/core/env';
import { presentExecution } from '@/lib/executions/present';
import { findExecutions } from '@/lib/executions/store';

export const metadata: Metadata = { title: 'Agent' };

export default async function AgentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const agent = presentAgent(await orNotFound(loadAgent(ctx, (await params).id)));
  const { rows, total } = await findExecutions(ctx, { limit: 10, offset: 0, agent_id: agent.id });
  return (
    <Page>
      <AgentHeader first={agent} may={mayOf(ctx)} />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section title="System prompt">
            {agent.system_prompt ? (
              <section
                aria-label="System prompt"
                className="max-h-64 overflow-y-auto whitespace-pre-wrap break-words rounded-lg border bg-sunken p-4 focus-visible:-outline-offset-2"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
                tabIndex={0}
              >
                {agent.system_prompt}
              </section>
            ) : (
              <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
                Nothing is written yet. An agent needs a system prompt before it can be deployed.
              </p>
            )}
          </Section>
          <Section
            actions={
              total > 10 && (
                <ButtonLink href={`/executions?agent=${agent.id}`} size="sm">
                  See all {total.toLocaleString('en-US')}
                </ButtonLink>
              )
            }
            title="Executions"
          >
            <AgentExecutions
              agentId={agent.id}
              first={{ data: rows.map(presentExecution), limit: 10, offset: 0, total }}
            />
          </Section>
          <TargetTests
            may={mayTest(ctx)}
            target={{ kind: 'agent', id: agent.id, name: agent.name }}
          />
          <AgentCode agentId={agent.id} configured={env().baseUrl} />
        </div>
        <AgentFacts agent={agent} tools={toolList()} />
      </div>
    </Page>
  );
}
