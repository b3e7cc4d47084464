'use client';

import { MessageSquare, Pencil, Play, Rocket } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import { deployAgent } from '@/components/agents/agent-actions';
import { AgentMenu } from '@/components/agents/agent-menu';
import type { May } from '@/components/agents/may';
import { Button, ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import type { AgentView } from '@/lib/agents/contract';

const ExecuteDialog = lazy(() => import('@/components/agents/execute-dialog'));

/** An agent's title with what can be done with it in its present status. */
export function AgentHeader({ first, may }: { first: AgentView; may: May }) {
  const router = useRouter();
  const { data = first, mutate } = useSWR<AgentView>(`/api/v1/agents/${first.id}`, {
    fallbackData: first,
  });
  const [deploying, setDeploying] = useState(false);
  const [dialog, setDialog] = useState<'never' | 'open' | 'closed'>('never');
  const active = data.status === 'active';
  async function deploy() {
    setDeploying(true);
    const next = await deployAgent(data);
    if (next) await mutate(next, { revalidate: false });
    setDeploying(false);
  }
  return (
    <>
      <PageHeader
        actions={
          <>
            {may.write && (
              <ButtonLink href={`/agents/${data.id}/edit`} icon={<Pencil aria-hidden />}>
                Edit
              </ButtonLink>
            )}
            {active && may.execute && (
              <>
                <ButtonLink href={`/?agent=${data.id}`} icon={<MessageSquare aria-hidden />}>
                  Chat
                </ButtonLink>
                <Button
                  icon={<Play aria-hidden />}
                  onClick={() => setDialog('open')}
                  variant="primary"
                >
                  Execute
                </Button>
              </>
            )}
            {!active && may.write && (
              <Button
                icon={<Rocket aria-hidden />}
                loading={deploying}
                onClick={deploy}
                variant="primary"
              >
                Deploy agent
              </Button>
            )}
            <AgentMenu
              agent={data}
              may={may}
              onChange={() => void mutate()}
              onDeleted={() => router.push('/agents')}
              variant="secondary"
            />
          </>
        }
        breadcrumb={[{ label: 'Agents', href: '/agents' }, { label: data.name }]}
        description={data.description || undefined}
        status={<Status state={data.status} />}
        title={data.name}
      />
      <Suspense>
        {dialog !== 'never' && (
          <ExecuteDialog
            agent={data}
            onOpenChange={(open) => setDialog(open ? 'open' : 'closed')}
            open={dialog === 'open'}
          />
        )}
      </Suspense>
    </>
  );
}
