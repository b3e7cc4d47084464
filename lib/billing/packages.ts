import { microOf } from '@/lib/credits/money';

/** The price list. Only these amounts can be bought, and only at these prices. */
export const PACKAGES = [
  { id: 'starter', name: 'Starter', credits: 1_000, amountCents: 1_000 },
  { id: 'team', name: 'Team', credits: 5_000, amountCents: 4_800 },
  { id: 'scale', name: 'Scale', credits: 25_000, amountCents: 23_000 },
  { id: 'fleet', name: 'Fleet', credits: 100_000, amountCents: 90_000 },
] as const;

export type Package = (typeof PACKAGES)[number];

export const CURRENCY = 'usd';

export const packageOf = (id: string): Package | undefined => PACKAGES.find((p) => p.id === id);

export const microCreditsOf = (p: Package): bigint => microOf(p.credits);
