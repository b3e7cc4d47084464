import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hashPassword } from '@/lib/accounts/password';
import { findUserByEmail } from '@/lib/accounts/users';
import { create, deploy } from '@/lib/agents/save';
import { createSkillRow } from '@/lib/agents/skills';
import type { Ctx } from '@/lib/core/context';
import { randomToken } from '@/lib/core/crypto';
import { closePool } from '@/lib/core/db/pool';
import { closeSystemDb, systemDb } from '@/lib/core/db/system';
import { env } from '@/lib/core/env';
import { DEMO_CREDITS, grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { closeSender } from '@/lib/queue/boss';
import {
  makeApiKey,
  makeOrganization,
  makeSession,
  makeUser,
} from '@/lib/testing/factories/accounts';
import { DEMO_AGENTS, DEMO_SKILLS } from '@/prisma/demo-content';
import { publishFirstParty } from '@/prisma/packages/publish';

const EMAIL = 'demo@fleetprompt.local';
const KEY_NAME = 'Demo key';

interface Demo {
  email: string;
  password: string;
  apiKey: string;
  baseUrl: string;
}

/** The file that names the demo credentials; null when it is not there or not readable as such. */
function readDemo(file: string): Demo | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Demo;
  } catch {
    return null;
  }
}

function writeDemo(file: string, demo: Demo): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** Skills, agents and credits; each only if the organization has none yet, so that a broken seed can go on. */
async function fill(ctx: Ctx): Promise<void> {
  await grant(ctx, {
    amount: microOf(DEMO_CREDITS),
    description: 'Demo credits',
    uniqueKey: 'demo-credits',
  });
  if ((await ctx.db.skill.count()) < DEMO_SKILLS.length)
    for (const skill of DEMO_SKILLS)
      if (!(await ctx.db.skill.findFirst({ where: { name: skill.name } })))
        await createSkillRow(ctx, skill);
  const skills = await ctx.db.skill.findMany();
  for (const { skills: names, deploy: active, ...input } of DEMO_AGENTS) {
    if (await ctx.db.agent.findFirst({ where: { name: input.name } })) continue;
    const skill_ids = names.flatMap((n) => skills.filter((s) => s.name === n).map((s) => s.id));
    const agent = await create(ctx, { ...input, skill_ids });
    if (active) await deploy(ctx, agent.id);
  }
}

/** Makes the demo organization once, or gives it new credentials when the file with them is gone. */
async function seed(file: string): Promise<Demo | null> {
  const db = systemDb();
  const known = readDemo(file);
  const user = await findUserByEmail(EMAIL);
  if (known && user) {
    if (known.baseUrl !== env().baseUrl) writeDemo(file, { ...known, baseUrl: env().baseUrl });
    return null;
  }
  const password = randomToken(12);
  const owner = user ?? (await makeUser({ email: EMAIL, name: 'Demo owner', password }));
  if (user)
    await db.user.update({
      where: { id: user.id },
      data: { passwordHash: await hashPassword(password) },
    });
  const member = await db.member.findFirst({
    where: { userId: owner.id },
    orderBy: { joinedAt: 'asc' },
  });
  const organizationId =
    member?.organizationId ??
    (await makeOrganization({ name: 'Demo organization', owner })).organization.id;
  await db.apiKey.deleteMany({ where: { organizationId, name: KEY_NAME } });
  const { key } = await makeApiKey(organizationId, owner.id, { name: KEY_NAME });
  const { ctx } = await makeSession(owner, organizationId);
  await fill(ctx);
  await db.session.deleteMany({ where: { userId: owner.id, userAgent: 'factory' } });
  const demo = { email: EMAIL, password, apiKey: key, baseUrl: env().baseUrl };
  writeDemo(file, demo);
  return demo;
}

const file = process.env.FLEETPROMPT_DEMO_FILE;
if (!file) throw new Error('FLEETPROMPT_DEMO_FILE names the file for the demo credentials.');
await publishFirstParty();
const demo = await seed(file);
await closeSender();
await closeSystemDb();
await closePool();
if (demo)
  process.stdout.write(
    `\nA demo organization is ready. Sign in with\n  email     ${demo.email}\n  password  ${demo.password}\n  API key   ${demo.apiKey}\nKept in ${file}; shown only this once.\n\n`,
  );
process.exit(0);
