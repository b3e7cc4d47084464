import { setGrant } from '@/lib/agents/grants';
import { fillIn } from '@/lib/agents/placeholders';
import type { TxCtx } from '@/lib/core/context';
import { openConfig } from '@/lib/installations/sealed';
import { splitConfig } from '@/lib/installations/secret-fields';
import { contentsOf, type InstallationRow } from '@/lib/installations/store';

/** The installer may fill in a whole address where a host is asked for. */
const hostIn = (text: string): string =>
  /^https?:/i.test(text) ? (URL.parse(text)?.host ?? '') : text.trim();

/** Gives the agents of an installation what its permissions and its configuration say. */
export async function grantAgents(tx: TxCtx, row: InstallationRow): Promise<void> {
  const contents = contentsOf(row);
  const { permissions } = contents;
  const { open, secrets } = splitConfig(contents.configSchema ?? null, openConfig(row));
  const grant = {
    ownerId: row.id,
    hosts: (permissions?.hosts ?? []).map((host) => hostIn(fillIn(host, open))).filter(Boolean),
    actions: permissions?.actions ?? [],
    credentials: permissions?.credentials ?? [],
    maxCredits: permissions?.maxCredits ?? null,
  };
  const ids = row.resources.filter((one) => one.kind === 'agent').map((one) => one.resourceId);
  const there = await tx.db.agent.findMany({ where: { id: { in: ids } }, select: { id: true } });
  for (const { id } of there) await setGrant(tx, id, grant, { config: open, secrets });
}
