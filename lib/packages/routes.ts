import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { create, remove, update } from '@/lib/packages/apps';
import {
  createAgentApp,
  deleteAgentApp,
  getAgentApp,
  listAgentApps,
  updateAgentApp,
} from '@/lib/packages/apps.contract';
import { receive } from '@/lib/packages/intake';
import { keep } from '@/lib/packages/keep';
import {
  createPublisherKey,
  deletePackage,
  getPackage,
  listPackages,
  listPublisherKeys,
  revokePublisherKey,
  startUpload as startUploadEndpoint,
  uploadPackage,
} from '@/lib/packages/packages.contract';
import { findKeys, presentKey, register, revoke } from '@/lib/packages/publisher-keys';
import { removePackage } from '@/lib/packages/remove-package';
import { openSettings } from '@/lib/packages/settings';
import {
  findApps,
  findPackages,
  loadApp,
  loadPackage,
  newestPackages,
  presentApp,
  presentPackage,
} from '@/lib/packages/store';
import { startUpload } from '@/lib/packages/uploads';

export const packageRoutes = [
  bind(listAgentApps, async (ctx, { query }) => {
    const { rows, total } = await findApps(ctx, query);
    const apps = rows.map(({ versions, ...app }) => ({
      ...presentApp(app),
      packages: versions.map((row) => ({
        id: row.id,
        version: row.version,
        size: Number(row.size),
        status: row.status,
        created_at: row.createdAt.toISOString(),
      })),
    }));
    return reply(200, { apps, limit: query.limit, offset: query.offset, total }, { total });
  }),
  bind(createAgentApp, async (ctx, { body }) =>
    reply(201, { app: presentApp(await create(ctx, body)) }),
  ),
  bind(getAgentApp, async (ctx, { params }) => {
    const app = await loadApp(ctx, params.id);
    const packages = await Promise.all((await newestPackages(ctx, app.id)).map(presentPackage));
    return reply(200, { app: { ...presentApp(app), packages } });
  }),
  bind(updateAgentApp, async (ctx, { params, body }) =>
    reply(200, { app: presentApp(await update(ctx, params.id, body)) }),
  ),
  bind(deleteAgentApp, async (ctx, { params }) => {
    await remove(ctx, params.id);
    return reply(200, { message: 'Agent app deleted successfully' });
  }),
  bind(uploadPackage, async (ctx, { params, request }) => {
    const app = await loadApp(ctx, params.id);
    return receive(ctx, app, request, async (intake) => {
      const row = await keep(ctx, intake, 'ready', async (_, kept) => kept);
      const { warnings } = intake.read;
      return reply(201, { package: await presentPackage(row), warnings });
    });
  }),
  bind(listPackages, async (ctx, { params, query }) => {
    const app = await loadApp(ctx, params.id);
    const { rows, total } = await findPackages(ctx, app.id, query);
    const packages = await Promise.all(rows.map(presentPackage));
    return reply(200, { packages, limit: query.limit, offset: query.offset, total }, { total });
  }),
  bind(getPackage, async (ctx, { params }) => {
    const row = await loadPackage(ctx, params.id, params.packageId);
    const { manifest, contents } = row;
    const settings = Object.keys(openSettings(row)).sort();
    return reply(200, {
      package: { ...(await presentPackage(row)), manifest, contents, settings },
    });
  }),
  bind(deletePackage, async (ctx, { params }) => {
    await removePackage(ctx, params.id, params.packageId);
    return reply(200, { message: 'Package deleted successfully' });
  }),
  bind(startUploadEndpoint, async (ctx, { params, body }) =>
    reply(201, await startUpload(ctx, params.id, body.size)),
  ),
  bind(listPublisherKeys, async (ctx, { query }) => {
    const { rows, total } = await findKeys(ctx, query);
    const { limit, offset } = query;
    return reply(200, { publisher_keys: rows.map(presentKey), limit, offset, total }, { total });
  }),
  bind(createPublisherKey, async (ctx, { body }) =>
    reply(201, { publisher_key: presentKey(await register(ctx, body)) }),
  ),
  bind(revokePublisherKey, async (ctx, { params }) => {
    await revoke(ctx, params.id);
    return reply(200, { message: 'Publisher key revoked successfully' });
  }),
];
