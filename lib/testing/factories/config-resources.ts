import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

/** A config with one version. */
export const seedConfigResources: SeedResources = async ({ ctx, marker, ids }) => {
  const id = newId();
  const { organizationId } = ctx;
  // The same as of the workflow: both are named by `versions/{version}`.
  const version = Number(ids['versions/{version}']);
  await ctx.db.config.create({
    data: { id, organizationId, name: `${marker} config`, latestVersion: version },
  });
  await ctx.db.configVersion.create({
    data: {
      organizationId,
      configId: id,
      version,
      content: `workflow W { a: set { said: "${marker} content" } }\n`,
    },
  });
  return { 'configs/{id}': id };
};
