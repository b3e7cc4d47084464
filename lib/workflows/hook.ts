import { randomBytes } from 'node:crypto';
import type { Ctx } from '@/lib/core/context';
import { transaction } from '@/lib/core/context';
import { decrypt, encrypt, sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { allows } from '@/lib/core/scopes';
import { tell } from '@/lib/workflows/definitions';
import { loadWorkflow, lockWorkflow, type WorkflowRow } from '@/lib/workflows/store';

const ORGANIZATION_BYTES = 16;
const RANDOM_BYTES = 24;

type Owner = Pick<WorkflowRow, 'organizationId' | 'id'>;
const place = ({ organizationId, id }: Owner, column: 'hook_token' | 'hook_secret') => [
  organizationId,
  id,
  `workflows.${column}`,
];
const seal = (owner: Owner, column: 'hook_token' | 'hook_secret', text: string) =>
  new Uint8Array(encrypt(text, place(owner, column)));

/** A token names its organization, so that looking it up needs no query over all of them. */
function newToken(organizationId: string): string {
  const organization = Buffer.from(organizationId.replaceAll('-', ''), 'hex');
  return Buffer.concat([organization, randomBytes(RANDOM_BYTES)]).toString('base64url');
}

/** The organization that a token names; null for what is no token. */
export function organizationOf(token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ORGANIZATION_BYTES + RANDOM_BYTES) return null;
  if (bytes.toString('base64url') !== token) return null;
  const hex = bytes.subarray(0, ORGANIZATION_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The workflow whose hook has this token. */
export async function hooked(ctx: Ctx, token: string): Promise<WorkflowRow | null> {
  return ctx.db.workflow.findFirst({
    where: { hookTokenHash: sha256(token), deletedAt: null },
  });
}

/** What its calls must be signed with; null when they need no signature. */
export const hookSecret = (row: WorkflowRow): string | null =>
  row.hookSecret && decrypt(row.hookSecret, place(row, 'hook_secret')).toString();

const urlOf = (token: string): string => `${env().baseUrl}/api/hooks/${token}`;

/** The hook as the API shows it: its address is a secret that only those who may change it see. */
export function presentHook(ctx: Ctx, row: WorkflowRow) {
  if (!row.hookToken) return null;
  const url = allows(ctx.scopes, 'workflows:write')
    ? urlOf(decrypt(row.hookToken, place(row, 'hook_token')).toString())
    : null;
  return { url, signed: row.hookSecret !== null };
}

/** Makes a hook; a former address stops working at once. */
export async function makeHook(ctx: Ctx, id: string, secret?: string) {
  const token = newToken(ctx.organizationId);
  await transaction(ctx, async (tx) => {
    const row = await lockWorkflow(tx, id);
    const after = await tx.db.workflow.update({
      where: { id },
      data: {
        hookToken: seal(row, 'hook_token', token),
        hookTokenHash: sha256(token),
        hookSecret: secret === undefined ? null : seal(row, 'hook_secret', secret),
      },
    });
    await tell(tx, after, 'workflow.updated');
  });
  return { url: urlOf(token), signed: secret !== undefined };
}

export async function removeHook(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const row = await loadWorkflow(tx, id);
    if (!row.hookToken) return;
    const after = await tx.db.workflow.update({
      where: { id },
      data: { hookToken: null, hookTokenHash: null, hookSecret: null },
    });
    await tell(tx, after, 'workflow.updated');
  });
}
