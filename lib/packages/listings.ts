import type { z } from 'zod';
import type { Listing } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { publicTx } from '@/lib/core/db/public';
import { fail, invalid } from '@/lib/core/errors';
import { microOf } from '@/lib/credits/money';
import { emit } from '@/lib/events/emit';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import type { ListingInput, ListingPatch } from '@/lib/packages/listings.contract';
import { releaseProblem } from '@/lib/packages/release-gate';
import { organizationName } from '@/lib/packages/review-store';
import { loadApp, lockPackages } from '@/lib/packages/store';

type Input = z.output<typeof ListingInput>;

const PAID = ['paid', 'revenue_share'];

/** What is given, as columns; what is left out is undefined and stays. */
const columns = (input: z.output<typeof ListingPatch>) => ({
  slug: input.slug,
  name: input.name,
  summary: input.summary,
  description: input.description,
  category: input.category,
  tags: input.tags,
  pricingModel: input.pricing_model,
  price: input.price === undefined ? undefined : microOf(input.price),
  icon: input.icon,
  readme: input.readme,
  changelog: input.changelog,
  screenshots: input.screenshots,
});

function checkPrice(row: Pick<Listing, 'pricingModel' | 'price'>): void {
  const paid = PAID.includes(row.pricingModel);
  if (paid && row.price <= 0n) invalid('price', 'must be more than 0 for what is paid');
  if (!paid && row.price > 0n) invalid('price', 'must be 0 for what is free or freemium');
}

async function orTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error;
    return fail('CONFLICT', 'This slug is taken. Choose another.');
  }
}

/** Puts the app's newest ready version into the marketplace, or in place of the version there. */
export function publish(ctx: Ctx, appId: string, input: Input): Promise<Listing> {
  return orTaken(() =>
    transaction(ctx, async (tx) => {
      const app = await loadApp(tx, appId);
      const held = await releaseProblem(tx, app.id);
      if (held) fail('CONFLICT', held);
      await lockPackages(tx, app.id);
      const version = await tx.db.packageVersion.findFirst({
        where: { agentAppId: app.id, status: 'ready' },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
      if (!version) return fail('CONFLICT', 'This app has no package yet. Upload one first.');
      const contents = version.contents as unknown as PackageContents;
      const shown = {
        packageId: version.id,
        version: version.version,
        contents: version.contents as object,
        storageKey: version.storageKey,
        publisherName: await organizationName(tx),
      };
      const { slug, name, ...rest } = columns(input);
      const listing = await publicTx(tx).listing.upsert({
        where: { id: app.id, publisherId: tx.organizationId },
        create: {
          id: app.id,
          publisherId: tx.organizationId,
          description: contents.description,
          summary: contents.description.slice(0, 300),
          category: contents.category || 'other',
          tags: contents.tags,
          pricingModel: contents.pricingModel,
          readme: contents.readme ?? '',
          changelog: contents.changelog ?? '',
          ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
          ...shown,
          slug: slug ?? slugOf(contents.name),
          name: name ?? (contents.displayName || app.name),
        },
        update: { ...columns(input), ...shown },
      });
      checkPrice(listing);
      await keepVersion(tx, listing, version.releaseNotes || contents.changelog || '');
      await tx.db.agentApp.update({ where: { id: app.id }, data: { isPublic: true } });
      const data = { agent_app_id: app.id, slug: listing.slug, version: listing.version };
      await audit(tx, {
        action: 'package.published',
        target: { type: 'agent_app', id: app.id },
        data,
      });
      await emit(tx, 'package.published', data);
      return listing;
    }),
  );
}

/** Publishing a version again, after another or with another file, makes it the newest. */
async function keepVersion(tx: TxCtx, row: Listing, changelog: string): Promise<void> {
  const data = {
    packageId: row.packageId,
    contents: row.contents as object,
    storageKey: row.storageKey,
    changelog,
    publishedAt: new Date(),
  };
  const { id: listingId, version } = row;
  await publicTx(tx).listingVersion.upsert({
    where: { listingId_version: { listingId, version } },
    create: { listingId, version, ...data },
    update: data,
  });
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '') || 'package';

/** Changes the listing's words and price; the version stays. 404 when the app is not published. */
export function change(ctx: Ctx, appId: string, patch: z.output<typeof ListingPatch>) {
  return orTaken(() =>
    transaction(ctx, async (tx) => {
      const app = await loadApp(tx, appId);
      const where = { id: app.id, publisherId: tx.organizationId };
      if ((await publicTx(tx).listing.count({ where })) === 0)
        return fail('NOT_FOUND', 'This app is not in the marketplace. Publish it first.');
      const listing = await publicTx(tx).listing.update({ where, data: columns(patch) });
      checkPrice(listing);
      await audit(tx, {
        action: 'listing.updated',
        target: { type: 'agent_app', id: app.id },
        data: { fields: Object.keys(patch) },
      });
      return listing;
    }),
  );
}

/** Takes the app out of the marketplace, with its reviews. What is installed elsewhere stays. */
export function unpublish(ctx: Ctx, appId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const app = await loadApp(tx, appId);
    const { count } = await publicTx(tx).listing.deleteMany({
      where: { id: app.id, publisherId: tx.organizationId },
    });
    if (count === 0) fail('NOT_FOUND', 'This app is not in the marketplace.');
    await tx.db.agentApp.update({ where: { id: app.id }, data: { isPublic: false } });
    await audit(tx, {
      action: 'package.unpublished',
      target: { type: 'agent_app', id: app.id },
    });
    await emit(tx, 'package.unpublished', { agent_app_id: app.id });
  });
}
