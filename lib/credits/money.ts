/** Micro-credits in one credit. 1 credit = 0.01 USD. */
export const MICRO = 1_000_000n;

/** Credits as JSON shows them: a number with at most six decimals. */
export function creditsOf(micro: bigint): number {
  const sign = micro < 0n ? -1 : 1;
  const abs = micro < 0n ? -micro : micro;
  // Two parts, so that balances beyond 2^53 micro-credits keep their decimals.
  return sign * (Number(abs / MICRO) + Number(abs % MICRO) / 1e6);
}

/** Micro-credits of an amount in credits, cut after six decimals. */
export function microOf(credits: number): bigint {
  if (!Number.isFinite(credits)) throw new Error('Not an amount of credits.');
  return BigInt(Math.round(credits * 1e6));
}
