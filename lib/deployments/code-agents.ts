import { create, deploy, setRuntime, update } from '@/lib/agents/save';
import type { TxCtx } from '@/lib/core/context';
import type { Made, Memory } from '@/lib/deployments/apply';
import type { OnRuntime } from '@/lib/deployments/runtime';
import type { PackageContents } from '@/lib/packages/apkg/contents';

export interface CodePlan {
  agents: { key: string; description: string; runtimeId: string }[];
  /** in sentences */
  warnings: string[];
}

/** Which agents of a package run on the external runtime, and under which of its ids. */
export function codePlan(contents: PackageContents, runtime: OnRuntime | null): CodePlan {
  const code = contents.agents.filter((agent) => agent.kind === 'code');
  const plan: CodePlan = { agents: [], warnings: [] };
  if (!runtime) return plan;
  const ids = [...runtime.agents];
  const take = (at: number) => (at < 0 ? undefined : ids.splice(at, 1)[0]);
  // Those that carry their name first; the others in order.
  const named = code.map(({ name }) =>
    take(ids.findIndex((id) => id.toLowerCase() === name.toLowerCase())),
  );
  code.forEach(({ name, description }, i) => {
    const runtimeId = named[i] ?? take(0);
    if (runtimeId !== undefined) plan.agents.push({ key: name, description, runtimeId });
    else plan.warnings.push(`The runtime knows no agent "${name}", so it was not made.`);
  });
  return plan;
}

/** Makes or updates the agents that stand for those of the runtime. */
export async function makeCodeAgents(
  tx: TxCtx,
  plan: CodePlan,
  packageId: string,
  memory: Memory,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const { key, description, runtimeId } of plan.agents) {
    const id = memory.idOf('agent', key);
    const there = id && (await tx.db.agent.count({ where: { id } })) > 0;
    const input = { name: key, description };
    const { id: agentId } = there ? await update(tx, id, input) : await create(tx, input);
    await setRuntime(tx, agentId, { agent_id: runtimeId, package_id: packageId });
    await memory.remember('agent', key, agentId, input);
    await deploy(tx, agentId);
    made.push({ id: agentId, name: key });
  }
  return made;
}
