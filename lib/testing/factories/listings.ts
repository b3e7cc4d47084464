import type { Listing, Prisma } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { newId } from '@/lib/core/ids';
import { microOf } from '@/lib/credits/money';

const AGENT = {
  name: 'Sorter',
  description: 'Sorts',
  kind: 'declarative',
  systemPrompt: 'Sort it.',
  model: null,
  config: {},
  tools: [],
  skills: ['Tone'],
  limits: {},
  outputSchema: null,
};

/** What a small package holds: an agent with a skill, and a workflow. */
export const CONTENTS = {
  name: 'triage',
  agents: [AGENT],
  skills: [{ name: 'Tone', description: '', instructions: 'Be kind.', tools: [] }],
  workflows: [] as { name: string; description: string; definition: object }[],
  permissions: {
    hosts: [] as string[],
    actions: [] as string[],
    credentials: [] as string[],
    maxCredits: null as number | null,
  },
  configSchema: null as object | null,
};

/** An agent of a package, with what is changed. */
export const packageAgent = (changes: Partial<Record<keyof typeof AGENT, unknown>>) => ({
  ...AGENT,
  ...changes,
});

export interface ListingChanges {
  version?: string;
  /** credits */
  price?: number;
  contents?: object;
}

/** A published package without a file; `addVersion` publishes another version of it. */
export async function makeListing(seller: Ctx, changes: ListingChanges = {}): Promise<Listing> {
  const id = newId();
  const row = await publicDb().listing.create({
    data: {
      id,
      publisherId: seller.organizationId,
      publisherName: 'Maker Inc',
      slug: `triage-${id}`,
      name: 'Triage',
      pricingModel: changes.price ? 'paid' : 'free',
      price: microOf(changes.price ?? 0),
      packageId: newId(),
      version: '',
      contents: {},
      storageKey: 'none',
    },
  });
  return addVersion(row, changes);
}

export async function addVersion(row: Listing, changes: ListingChanges = {}): Promise<Listing> {
  const shown = {
    version: changes.version ?? '1.0.0',
    packageId: newId(),
    contents: { ...CONTENTS, ...changes.contents } as Prisma.InputJsonObject,
    storageKey: 'none',
  };
  await publicDb().listingVersion.create({ data: { listingId: row.id, ...shown } });
  return publicDb().listing.update({
    where: { id: row.id, publisherId: row.publisherId },
    data: shown,
  });
}
