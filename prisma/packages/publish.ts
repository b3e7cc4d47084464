import { findUserByEmail } from '@/lib/accounts/users';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { randomToken } from '@/lib/core/crypto';
import { publicDb } from '@/lib/core/db/public';
import { systemDb } from '@/lib/core/db/system';
import { create } from '@/lib/packages/apps';
import { receive } from '@/lib/packages/intake';
import { keep } from '@/lib/packages/keep';
import { publish } from '@/lib/packages/listings';
import { makeZip } from '@/lib/testing/apkg';
import { makeOrganization, makeUser } from '@/lib/testing/factories/accounts';
import { type FirstParty, manifestOf } from '@/prisma/packages/manifest';
import { CHANGELOG, readmeOf } from '@/prisma/packages/readme';
import { TEXT } from '@/prisma/packages/text';
import { WORK } from '@/prisma/packages/work';

export const FIRST_PARTY: FirstParty[] = [...WORK, ...TEXT];

const EMAIL = 'packages@fleetprompt.local';

/** Publishes the first-party packages that the marketplace does not have yet, by the way of every publisher. */
export async function publishFirstParty(): Promise<void> {
  const listed = await publicDb().listing.findMany({
    where: { slug: { in: FIRST_PARTY.map(({ name }) => name) } },
    select: { slug: true },
  });
  const missing = FIRST_PARTY.filter(({ name }) => !listed.some(({ slug }) => slug === name));
  if (missing.length === 0) return;
  const ctx = systemCtx(await publisher(), 'seed');
  for (const one of missing) await bring(ctx, one);
}

/** Nobody knows the password of its owner: signing in as FleetPrompt takes a reset. */
async function publisher(): Promise<string> {
  const known = await findUserByEmail(EMAIL);
  const owner =
    known ?? (await makeUser({ email: EMAIL, name: 'FleetPrompt', password: randomToken(24) }));
  const member = await systemDb().member.findFirst({ where: { userId: owner.id } });
  if (member) return member.organizationId;
  const { organization } = await makeOrganization({ name: 'FleetPrompt', owner });
  await systemDb().session.deleteMany({ where: { userId: owner.id, userAgent: 'factory' } });
  return organization.id;
}

async function bring(ctx: Ctx, one: FirstParty): Promise<void> {
  const known = await ctx.db.agentApp.findFirst({ where: { name: one.title } });
  const app = known ?? (await create(ctx, { name: one.title, description: one.description }));
  if ((await ctx.db.packageVersion.count({ where: { agentAppId: app.id } })) === 0) {
    const file = makeZip([
      { name: 'manifest.json', data: JSON.stringify(manifestOf(one)) },
      { name: 'README.md', data: readmeOf(one) },
      { name: 'CHANGELOG.md', data: CHANGELOG },
    ]);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), `${one.name}.apkg`);
    const raw = new Request('http://localhost/', { method: 'POST', body: form });
    await receive(ctx, app, { raw, signal: AbortSignal.timeout(60_000) }, (intake) =>
      keep(ctx, intake, 'ready', async (_, row) => row),
    );
  }
  await publish(ctx, app.id, { slug: one.name });
  await publicDb().listing.update({
    where: { id: app.id, publisherId: ctx.organizationId },
    data: { featured: true },
  });
}
