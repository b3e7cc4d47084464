import { createEgress } from '@/lib/core/egress/egress';
import { env } from '@/lib/core/env';

/** Where the external runtime is, without a final slash; null when none is connected. */
export const runtimeBase = (): string | null => env().RUNTIME_URL?.replace(/\/+$/, '') || null;

/** The operator's own runtime may be in a private network. */
const allowed = () =>
  [env().EGRESS_ALLOW, URL.parse(runtimeBase() ?? '')?.host].filter(Boolean).join(',');

let made: ReturnType<typeof createEgress> | undefined;

/** The way out to the runtime. */
export function runtimeEgress(): ReturnType<typeof createEgress> {
  made ??= createEgress({ allow: allowed });
  return made;
}
