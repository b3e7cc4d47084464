import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

/** An active installation of a listing that is gone; it brought nothing. */
export const seedInstallationResources: SeedResources = async ({ ctx, marker }) => {
  const id = newId();
  await ctx.db.installation.create({
    data: {
      id,
      organizationId: ctx.organizationId,
      listingId: newId(),
      packageId: newId(),
      slug: `${marker}-package`,
      name: `${marker} package`,
      version: '1.0.0',
      status: 'active',
    },
  });
  return { 'installations/{id}': id };
};
