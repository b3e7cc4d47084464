import { localModelHosts } from '@/lib/agents/models/discover';
import { modelSettings } from '@/lib/agents/models/settings';
import { createEgress } from '@/lib/core/egress/egress';
import { env } from '@/lib/core/env';

/** Places that the operator named as a provider's address are open to model calls, and to nothing else. */
function allowed(): string {
  const e = env();
  const named = [e.ANTHROPIC_BASE_URL, e.OPENAI_BASE_URL, e.OPENAI_COMPATIBLE_BASE_URL].map(
    (url) => (url ? URL.parse(url)?.host : undefined),
  );
  return [e.EGRESS_ALLOW, ...named, localModelHosts(modelSettings())]
    .flat()
    .filter(Boolean)
    .join(',');
}

let made: typeof globalThis.fetch | undefined;

/** The fetch that models are called with: the egress guard with the operator's providers opened. */
export function modelFetch(): typeof globalThis.fetch {
  made ??= createEgress({ allow: allowed }).createEgressFetch() as typeof globalThis.fetch;
  return made;
}
