const LONGEST_MS = 3600_000;

/** Milliseconds before the attempt after `failures` failed ones (from 1): doubling, a fifth of jitter. */
export function waitMs(failures: number, firstMs: number, random: () => number = Math.random) {
  const plain = Math.min(Math.max(LONGEST_MS, firstMs), firstMs * 2 ** Math.min(30, failures - 1));
  return Math.round(plain * (0.8 + 0.4 * random()));
}
