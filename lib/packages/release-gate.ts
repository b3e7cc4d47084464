import type { TxCtx } from '@/lib/core/context';

/** A sentence that says why an app may not be published now, or null. */
type ReleaseGate = (tx: TxCtx, agentAppId: string) => Promise<string | null>;

const shared = globalThis as { __fpReleaseGate?: ReleaseGate };

/** Tests lie to the right of packages: the registry hands in their rule here. Without one nothing is refused. */
export function setReleaseGate(gate: ReleaseGate): void {
  shared.__fpReleaseGate = gate;
}

export const releaseProblem = async (tx: TxCtx, agentAppId: string): Promise<string | null> =>
  (await shared.__fpReleaseGate?.(tx, agentAppId)) ?? null;
