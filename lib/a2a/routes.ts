import { callAgent } from '@/lib/a2a/call';
import type { Version } from '@/lib/a2a/card';
import { callAgentOverA2a, getAgentCard, getServerCard, listAgentCards } from '@/lib/a2a/contract';
import { versionNamed } from '@/lib/a2a/envelope';
import { listPublic, readCard, readDefaultCard } from '@/lib/a2a/find-card';
import { bind, bindPublic } from '@/lib/core/bind';
import { sha256 } from '@/lib/core/crypto';
import { type Reply, type RequestInfo, reply } from '@/lib/core/endpoint';

const KEPT = { 'Cache-Control': 'public, max-age=300', Vary: 'A2A-Version' };

/** A version that nobody speaks here is no reason to hide a card: it is written for everybody then. */
function versionOf({ raw, url }: RequestInfo): Version | null {
  try {
    return versionNamed(raw.headers, url.searchParams);
  } catch {
    return null;
  }
}

/** The card with its ETag; 304 for who has it already. */
async function card(
  request: RequestInfo,
  read: (version: Version | null) => Promise<object>,
): Promise<Reply> {
  const body = await read(versionOf(request));
  const etag = `"${sha256(JSON.stringify(body)).slice(0, 32)}"`;
  const headers = { ...KEPT, ETag: etag };
  const known = (request.raw.headers.get('if-none-match') ?? '').split(/\s*,\s*/);
  return known.some((one) => one === '*' || one.replace(/^W\//, '') === etag)
    ? reply(304, undefined, { headers })
    : reply(200, body, { headers });
}

export const a2aRoutes = [
  bindPublic(getServerCard, ({ request }) => card(request, readDefaultCard)),
  bindPublic(getAgentCard, ({ params, request }) =>
    card(request, (version) => readCard(params.organization, params.agent, version)),
  ),
  bindPublic(listAgentCards, async ({ params, query }) => {
    const page = await listPublic(params.organization, query);
    return reply(200, page, { headers: { 'Cache-Control': 'public, max-age=300' } });
  }),
  bind(callAgentOverA2a, (ctx, { params, request }) => callAgent(ctx, params.agentId, request)),
];
