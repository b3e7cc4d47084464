import { bodyOf, draftOf } from '@/components/agents/draft';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { AgentView } from '@/lib/agents/contract';

const path = (id: string) => `/api/v1/agents/${id}`;

async function told<T>(work: Promise<T>, done: string, failed: string): Promise<T | null> {
  try {
    const result = await work;
    toast.success(done);
    return result;
  } catch (error) {
    toast.error(failed, error);
    return null;
  }
}

/** Each tells its outcome in a toast; null when it failed. */
export const deployAgent = ({ id, name }: AgentView) =>
  told(
    api<AgentView>(`${path(id)}/deploy`, { method: 'POST' }),
    `${name} is active`,
    `${name} was not deployed`,
  );

export const pauseAgent = ({ id, name }: AgentView) =>
  told(
    api<AgentView>(`${path(id)}/pause`, { method: 'POST' }),
    `${name} is paused`,
    `${name} was not paused`,
  );

/** A draft with the same configuration. */
export const duplicateAgent = (agent: AgentView) => {
  const name = `${agent.name.slice(0, 240)} (copy)`;
  return told(
    api<AgentView>('/api/v1/agents', { method: 'POST', body: { ...bodyOf(draftOf(agent)), name } }),
    `${name} is a draft`,
    `${agent.name} was not duplicated`,
  );
};
