import { microOf } from '@/lib/credits/money';

const MiB = 1024n * 1024n;

/** What deploying so many bytes costs, in micro-credits: a credit for every MiB begun. */
export function priceOf(bytes: bigint): bigint {
  const credits = (bytes + MiB - 1n) / MiB;
  return (credits > 0n ? credits : 1n) * microOf(1);
}
