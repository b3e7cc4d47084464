import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { decrypt, encrypt } from '@/lib/core/crypto';
import { fail, invalid } from '@/lib/core/errors';
import { isSecretName, MOST_SECRETS } from '@/lib/packages/secrets.contract';
import { loadApp } from '@/lib/packages/store';

const place = (organizationId: string, appId: string, name: string) => [
  organizationId,
  'app_secrets',
  `${appId}/${name}`,
  'value',
];

/** What is shown of a value: as much as the published client prints. */
const MASK = '***';

/** Names with masked values. */
export async function listSecrets(ctx: Ctx, appId: string): Promise<Record<string, string>> {
  const app = await loadApp(ctx, appId);
  const rows = await ctx.db.appSecret.findMany({
    where: { agentAppId: app.id },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  return Object.fromEntries(rows.map(({ name }) => [name, MASK]));
}

/** Puts these in place of all that the app has. Returns how many there are. */
export function setSecrets(
  ctx: Ctx,
  appId: string,
  secrets: Record<string, string>,
): Promise<number> {
  return changing(ctx, appId, async (tx, id) => {
    await tx.db.appSecret.deleteMany({ where: { agentAppId: id } });
    const rows = Object.entries(secrets).map(([name, value]) => sealed(tx, id, name, value));
    await tx.db.appSecret.createMany({ data: rows });
    return { result: rows.length, names: Object.keys(secrets) };
  });
}

/** Sets one; the others stay. */
export function putSecret(ctx: Ctx, appId: string, name: string, value: string): Promise<void> {
  return changing(ctx, appId, async (tx, id) => {
    if (!isSecretName(name)) invalid('key', 'must be letters, digits and underscores');
    const others = await tx.db.appSecret.count({ where: { agentAppId: id, name: { not: name } } });
    if (others >= MOST_SECRETS)
      fail('CONFLICT', `An app has at most ${MOST_SECRETS} secrets. Delete one first.`);
    const row = sealed(tx, id, name, value);
    await tx.db.appSecret.deleteMany({ where: { agentAppId: id, name } });
    await tx.db.appSecret.create({ data: row });
    return { result: undefined, names: [name] };
  });
}

/** Deletes one, or all without a name. 404 for one that there is not. Returns how many are gone. */
export function deleteSecrets(ctx: Ctx, appId: string, name?: string): Promise<number> {
  return changing(ctx, appId, async (tx, id) => {
    const { count } = await tx.db.appSecret.deleteMany({ where: { agentAppId: id, name } });
    if (name !== undefined && count === 0) fail('NOT_FOUND', 'This app has no such secret.');
    return { result: count, names: name === undefined ? [] : [name] };
  });
}

/** The values, for the runtime that runs the app and nobody else. */
export async function openSecrets(ctx: Ctx, appId: string): Promise<Record<string, string>> {
  const rows = await ctx.db.appSecret.findMany({ where: { agentAppId: appId } });
  return Object.fromEntries(
    rows.map(({ name, value, organizationId }) => [
      name,
      decrypt(value, place(organizationId, appId, name)).toString(),
    ]),
  );
}

const sealed = (tx: TxCtx, agentAppId: string, name: string, value: string) => ({
  organizationId: tx.organizationId,
  agentAppId,
  name,
  value: new Uint8Array(encrypt(value, place(tx.organizationId, agentAppId, name))),
});

/** Changes the secrets of an app, one writer at a time; the audit log gets names only. */
async function changing<T>(
  ctx: Ctx,
  appId: string,
  work: (tx: TxCtx, id: string) => Promise<{ result: T; names: string[] }>,
): Promise<T> {
  return transaction(ctx, async (tx) => {
    const app = await loadApp(tx, appId);
    await tx.sql(
      `SELECT id FROM agent_apps WHERE organization_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
      tx.organizationId,
      app.id,
    );
    const { result, names } = await work(tx, app.id);
    await audit(tx, {
      action: 'agent_app.secrets_changed',
      target: { type: 'agent_app', id: app.id },
      data: { names },
    });
    return result;
  });
}
