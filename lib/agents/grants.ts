import type { Ctx, TxCtx } from '@/lib/core/context';
import { decrypt, encrypt } from '@/lib/core/crypto';

/** The bounds of an agent that came from elsewhere; an agent without a grant has none. */
export interface Grant {
  /** whatever brought the agent; agents of one owner may call each other */
  ownerId: string;
  /** hosts that its tools may reach, `*.` for subdomains; none: no network */
  hosts: string[];
  /** connector actions such as `slack.send_message` */
  actions: string[];
  /** types of credentials, such as `slack` */
  credentials: string[];
  /** credits that one run may spend; null: not bounded by the grant */
  maxCredits: number | null;
}

/** What the owner was set up with. Models and people see `config` only; `secrets` go out in headers. */
export interface GrantSettings {
  config: Record<string, unknown>;
  secrets: Record<string, unknown>;
}

const place = (organizationId: string, agentId: string) => [
  organizationId,
  'agent_grants',
  agentId,
  'settings',
];

/** Gives an agent its bounds and settings, in place of former ones. */
export async function setGrant(
  tx: TxCtx,
  agentId: string,
  grant: Grant,
  settings: GrantSettings,
): Promise<void> {
  const { organizationId } = tx;
  const data = {
    ...grant,
    settings: new Uint8Array(encrypt(JSON.stringify(settings), place(organizationId, agentId))),
  };
  await tx.db.agentGrant.upsert({
    where: { organizationId_agentId: { organizationId, agentId } },
    create: { organizationId, agentId, ...data },
    update: data,
  });
}

/** The bounds that an owner's agents share; null when it brought none. */
export async function grantOfOwner(ctx: Ctx, ownerId: string): Promise<Grant | null> {
  const row = await ctx.db.agentGrant.findFirst({ where: { ownerId } });
  if (!row) return null;
  const { hosts, actions, credentials, maxCredits } = row;
  return { ownerId, hosts, actions, credentials, maxCredits };
}

/** Takes the settings away from agents that outlive their owner; their bounds stay. */
export async function dropSettings(tx: TxCtx, agentIds: string[]): Promise<void> {
  await tx.db.agentGrant.updateMany({
    where: { agentId: { in: agentIds } },
    data: { settings: null },
  });
}

const EMPTY: GrantSettings = { config: {}, secrets: {} };

/** The agent's bounds and settings; null when nothing bounds it. Ask for it when it runs, and keep no secrets. */
export async function grantOf(
  ctx: Ctx,
  agentId: string,
): Promise<(Grant & { settings: GrantSettings }) | null> {
  const row = await ctx.db.agentGrant.findFirst({ where: { agentId } });
  if (!row) return null;
  const settings: GrantSettings = row.settings
    ? JSON.parse(decrypt(row.settings, place(row.organizationId, agentId)).toString())
    : EMPTY;
  const { ownerId, hosts, actions, credentials, maxCredits } = row;
  return { ownerId, hosts, actions, credentials, maxCredits, settings };
}
