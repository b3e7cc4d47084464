import { type CardOf, cardOf, type Version } from '@/lib/a2a/card';
import { findOrganization } from '@/lib/accounts/find-organization';
import { a2aPlaces, loadAgent } from '@/lib/agents/store';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';

/** Whatever is not public is answered like what does not exist. */
const gone = (): never => fail('NOT_FOUND', 'There is no public agent here.');

const PUBLIC = { a2aEnabled: true, status: 'active' };

/** A public agent with a context that reads its organization. Throws NOT_FOUND. */
async function findPublic(reference: string, slug: string): Promise<{ ctx: Ctx; of: CardOf }> {
  const organization = (await findOrganization(reference)) ?? gone();
  const ctx = systemCtx(organization.id, 'a2a.card');
  const found = await ctx.db.agent.findFirst({
    where: { ...PUBLIC, ...(isUuid(slug) ? { id: slug } : { slug }) },
    select: { id: true },
  });
  const agent = await loadAgent(ctx, found?.id ?? gone());
  return { ctx, of: { agent, organization: organization.name } };
}

/** The card of an agent, by its organization's id or slug and its own slug or id. Throws NOT_FOUND. */
export async function readCard(organization: string, slug: string, version: Version | null) {
  const { ctx, of } = await findPublic(organization, slug);
  return cardOf(ctx, of, version);
}

/** The card of the agent that this server itself is known as: A2A_DEFAULT_AGENT. Throws NOT_FOUND. */
export async function readDefaultCard(version: Version | null) {
  const [organization, slug] = (env().A2A_DEFAULT_AGENT ?? '').split('/');
  if (!organization || !slug)
    fail(
      'NOT_FOUND',
      'No agent stands for the whole server. Those of an organization are at /.well-known/agents/{organization}.',
    );
  return readCard(organization, slug, version);
}

/** A page of an organization's public agents with the addresses of their cards. Throws NOT_FOUND when it has none. */
export async function listPublic(reference: string, { limit, offset }: Page) {
  const organization = (await findOrganization(reference)) ?? gone();
  const ctx = systemCtx(organization.id, 'a2a.cards');
  const [rows, total] = await Promise.all([
    ctx.db.agent.findMany({
      where: PUBLIC,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      skip: offset,
    }),
    ctx.db.agent.count({ where: PUBLIC }),
  ]);
  if (total === 0) return gone();
  const data = rows.map((row) => ({
    name: row.name,
    description: row.description,
    ...a2aPlaces(row),
  }));
  return { data, limit, offset, total };
}
