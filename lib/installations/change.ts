import { deploy, pause as pauseAgent } from '@/lib/agents/save';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { emit } from '@/lib/events/emit';
import { restWorkflows } from '@/lib/installations/bring-workflows';
import { checkConfig } from '@/lib/installations/config';
import { grantAgents } from '@/lib/installations/grant';
import { openConfig, sealConfig } from '@/lib/installations/sealed';
import { keepSecrets, splitConfig } from '@/lib/installations/secret-fields';
import {
  contentsOf,
  type InstallationRow,
  loadInstallation,
  lockInstallation,
} from '@/lib/installations/store';

async function recorded(
  tx: TxCtx,
  id: string,
  action: 'installation.updated' | 'installation.paused' | 'installation.resumed',
): Promise<InstallationRow> {
  const row = await loadInstallation(tx, id);
  await audit(tx, { action, target: { type: 'installation', id } });
  await emit(tx, action, { installation_id: id, slug: row.slug, status: row.status });
  return row;
}

/** Replaces the configuration, checked against what the installed version asks for. */
export function configure(ctx: Ctx, id: string, config: Record<string, unknown>) {
  return transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    const schema = contentsOf(row).configSchema ?? null;
    const { secrets } = splitConfig(schema, openConfig(row));
    const checked = checkConfig(schema, keepSecrets(config, secrets));
    const sealed = sealConfig(tx.organizationId, id, checked);
    await tx.db.installation.update({ where: { id }, data: { config: sealed } });
    await grantAgents(tx, { ...row, config: sealed });
    return recorded(tx, id, 'installation.updated');
  });
}

/** The installation's agents that are still there and in this status. */
async function agentsIn(tx: TxCtx, row: InstallationRow, status: string): Promise<string[]> {
  const ids = row.resources.filter((one) => one.kind === 'agent').map((one) => one.resourceId);
  const found = await tx.db.agent.findMany({
    where: { id: { in: ids }, status },
    select: { id: true },
  });
  return found.map((agent) => agent.id);
}

/** Pauses its workflows and its active agents: new executions are refused, those that run go on. */
export function pause(ctx: Ctx, id: string): Promise<InstallationRow> {
  return transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    if (row.status === 'paused') return row;
    if (row.status !== 'active')
      fail('CONFLICT', `This installation is ${row.status}. Only an active one can be paused.`);
    await restWorkflows(tx, row, true);
    for (const agent of await agentsIn(tx, row, 'active')) await pauseAgent(tx, agent);
    await tx.db.installation.update({ where: { id }, data: { status: 'paused' } });
    return recorded(tx, id, 'installation.paused');
  });
}

/** Deploys its paused agents again and lets its workflows start. */
export function resume(ctx: Ctx, id: string): Promise<InstallationRow> {
  return transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    if (row.status === 'active') return row;
    if (row.status !== 'paused')
      fail('CONFLICT', `This installation is ${row.status}. Only a paused one can be resumed.`);
    for (const agent of await agentsIn(tx, row, 'paused')) await deploy(tx, agent);
    await restWorkflows(tx, row, false);
    await tx.db.installation.update({ where: { id }, data: { status: 'active' } });
    return recorded(tx, id, 'installation.resumed');
  });
}
