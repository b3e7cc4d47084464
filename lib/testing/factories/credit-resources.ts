import { putLimit } from '@/lib/credits/spending-limits';
import type { SeedResources } from '@/lib/testing/resources';

/** Spending limits of the tenant's key and agent. */
export const seedCreditResources: SeedResources = async ({ ctx, ids }) => {
  const keyId = ids['api-keys/{id}'] as string;
  const agentId = ids['agents/{id}'] as string;
  await putLimit(ctx, { type: 'key', id: keyId }, 1_000_000);
  await putLimit(ctx, { type: 'agent', id: agentId }, 1_000_000);
  return { 'keys/{id}': keyId };
};
