import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { configure, pause, resume } from '@/lib/installations/change';
import {
  getInstallation,
  install as installEndpoint,
  listInstallations,
  pauseInstallation,
  resumeInstallation,
  uninstall as uninstallEndpoint,
  updateInstallation,
} from '@/lib/installations/contract';
import { install } from '@/lib/installations/install';
import {
  findInstallations,
  type InstallationRow,
  latestVersions,
  loadInstallation,
  presentInstallation,
} from '@/lib/installations/store';
import { uninstall } from '@/lib/installations/uninstall';
import { upgrade } from '@/lib/installations/upgrade';
import { getUpgradePlan, upgradeInstallation } from '@/lib/installations/upgrade.contract';
import { upgradePlan, versionFor } from '@/lib/installations/upgrade-plan';

const shown = async (row: InstallationRow) => presentInstallation(row, await latestVersions([row]));

export const installationRoutes = [
  bind(listInstallations, async (ctx, { query }) => {
    const { rows, total } = await findInstallations(ctx, query);
    const { limit, offset } = query;
    const latest = await latestVersions(rows);
    return reply(200, {
      data: rows.map((row) => presentInstallation(row, latest)),
      limit,
      offset,
      total,
    });
  }),
  bind(installEndpoint, async (ctx, { body }) => {
    const { row, fresh } = await install(ctx, body);
    return reply(fresh ? 201 : 200, await shown(row));
  }),
  bind(getInstallation, async (ctx, { params }) =>
    reply(200, await shown(await loadInstallation(ctx, params.id))),
  ),
  bind(updateInstallation, async (ctx, { params, body }) =>
    reply(200, await shown(await configure(ctx, params.id, body.config))),
  ),
  bind(pauseInstallation, async (ctx, { params }) =>
    reply(200, await shown(await pause(ctx, params.id))),
  ),
  bind(resumeInstallation, async (ctx, { params }) =>
    reply(200, await shown(await resume(ctx, params.id))),
  ),
  bind(getUpgradePlan, async (ctx, { params, query }) => {
    const row = await loadInstallation(ctx, params.id);
    return reply(200, (await upgradePlan(ctx, row, await versionFor(row, query.version))).plan);
  }),
  bind(upgradeInstallation, async (ctx, { params, body }) =>
    reply(200, await shown(await upgrade(ctx, params.id, body))),
  ),
  bind(uninstallEndpoint, async (ctx, { params }) => reply(200, await uninstall(ctx, params.id))),
];
