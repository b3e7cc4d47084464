import type { z } from 'zod';
import { dropSettings } from '@/lib/agents/grants';
import { pause } from '@/lib/agents/save';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { makeResources } from '@/lib/deployments/apply';
import { planOf } from '@/lib/deployments/plan';
import { emit } from '@/lib/events/emit';
import { bringWorkflows } from '@/lib/installations/bring-workflows';
import { checkConfig } from '@/lib/installations/config';
import { drop } from '@/lib/installations/drop';
import { grantAgents } from '@/lib/installations/grant';
import { memoryOf } from '@/lib/installations/memory';
import type { Resource } from '@/lib/installations/present-state';
import { sealConfig } from '@/lib/installations/sealed';
import { keepSecrets } from '@/lib/installations/secret-fields';
import {
  type InstallationRow,
  loadInstallation,
  lockInstallation,
} from '@/lib/installations/store';
import type { UpgradeInput } from '@/lib/installations/upgrade.contract';
import type { Change } from '@/lib/installations/upgrade-changes';
import { carriedOver, upgradePlan, versionFor } from '@/lib/installations/upgrade-plan';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import { setPaused } from '@/lib/workflows/edit';

type Input = z.output<typeof UpgradeInput>;

/** Brings an installation to another version as its plan says, all or nothing. */
export async function upgrade(ctx: Ctx, id: string, input: Input): Promise<InstallationRow> {
  const target = await versionFor(await loadInstallation(ctx, id), input.version);
  return transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    if (row.status !== 'active' && row.status !== 'paused')
      fail('CONFLICT', `This installation is ${row.status}. Only an installed one is upgraded.`);
    const { plan, there } = await upgradePlan(tx, row, target);
    if (plan.problems.length > 0)
      fail('CONFLICT', `This version cannot be installed: ${plan.problems.join(' ')}`);
    if (plan.permissions.needs_consent && !input.accept_permissions)
      fail(
        'CONFLICT',
        'This version asks for more than the installed one. Look at the plan, then accept its permissions.',
      );
    const contents = target.contents as unknown as PackageContents;
    const config = keepSecrets(input.config ?? {}, carriedOver(row, contents));
    const checked = checkConfig(contents.configSchema ?? null, config);
    await tx.db.installation.update({
      where: { id },
      data: {
        version: target.version,
        packageId: target.packageId,
        contents: target.contents as object,
        config: sealConfig(tx.organizationId, id, checked),
        fence: { increment: 1 },
      },
    });
    await carryOut(tx, row, contents, there, plan.changes, input.replace ?? []);
    const after = await loadInstallation(tx, id);
    await grantAgents(tx, after);
    const data = {
      installation_id: id,
      slug: row.slug,
      from: row.version,
      version: target.version,
    };
    await audit(tx, {
      action: 'installation.upgraded',
      target: { type: 'installation', id },
      data,
    });
    await emit(tx, 'installation.upgraded', data);
    return after;
  });
}

async function carryOut(
  tx: TxCtx,
  row: InstallationRow,
  contents: PackageContents,
  there: Resource[],
  changes: Change[],
  replace: NonNullable<Input['replace']>,
): Promise<void> {
  const actions = changes.map((one) => ({
    ...one,
    action: replace.some(({ kind, name }) => kind === one.kind && name === one.name)
      ? one.replaced
      : one.action,
  }));
  const actionOf = (kind: string, key: string) =>
    actions.find((one) => one.kind === kind && one.name === key)?.action;
  await makeResources(tx, planOf(contents), {
    ...memoryOf(tx, row),
    keeps: (kind, key) => actionOf(kind, key) === 'keep',
    active: row.status === 'active',
  });
  const after = await loadInstallation(tx, row.id);
  const edited = (key: string) =>
    there.some(
      (one) => one.kind === 'workflow' && one.key === key && (one.edited.length > 0 || !one.now),
    );
  await bringWorkflows(tx, after, contents, {
    // One that is the same is saved again, since the agents in it may be others now.
    keeps: (key) => actionOf('workflow', key) === 'keep' && edited(key),
    active: row.status === 'active',
  });
  // Workflows, then agents: a skill that no agent uses any more can go.
  for (const kind of ['workflow', 'agent', 'skill'])
    for (const resource of there.filter((one) => one.kind === kind)) {
      const change = actions.find((one) => one.kind === kind && one.name === resource.key);
      if (change?.change !== 'removed') continue;
      if (change.action === 'remove') await drop(tx, resource);
      if (change.action === 'pause') await rest(tx, resource);
      // What stays is the organization's own from now on.
      if (kind === 'agent') await dropSettings(tx, [resource.id]);
      await tx.db.installedResource.deleteMany({
        where: { installationId: row.id, kind, key: resource.key },
      });
    }
}

async function rest(tx: TxCtx, { kind, id, now, status }: Resource): Promise<void> {
  if (kind === 'workflow' && now) await setPaused(tx, id, true);
  if (kind === 'agent' && status === 'active') await pause(tx, id);
}
