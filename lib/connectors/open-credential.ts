import type { Credential } from '@/generated/prisma/client';
import { secretsOf, specOf } from '@/lib/connectors/credential-data';
import { refuse } from '@/lib/connectors/error';
import { hostsOf } from '@/lib/connectors/hosts';
import { type Fields, openData } from '@/lib/connectors/sealed';
import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';

/** What a credential is used for: an execution, a request, a test … */
export interface UsedBy {
  type: string;
  id: string;
}

export interface Use {
  /** `slack.send_message` */
  action: string;
  connectorId?: string | null;
  usedBy: UsedBy;
}

/** An opened credential. It is held for one call and never leaves this room. */
export interface Opened {
  id: string;
  provider: string;
  fields: Fields;
  /** Hosts it may be sent to; undefined: wherever the caller says. */
  allowedHosts: readonly string[] | undefined;
  /** What nothing may show. */
  secrets: string[];
}

/**
 * Opens a credential for one use, and writes the use down first: a crash later hides nothing. Throws a
 * ConnectorError when it has expired. Never call it in a transaction.
 */
export async function openCredential(ctx: Ctx, row: Credential, use: Use): Promise<Opened> {
  if (row.expiresAt && row.expiresAt.getTime() <= Date.now()) {
    const day = row.expiresAt.toISOString().slice(0, 10);
    const message = `The credential "${row.name}" expired on ${day}: renew it, or change its expires_at.`;
    refuse('CREDENTIAL_EXPIRED', message);
  }
  await writeUse(ctx, row.id, use);
  const fields = openData(row);
  return {
    id: row.id,
    provider: row.provider,
    fields,
    allowedHosts: hostsOf(row.metadata, specOf(row.provider)),
    secrets: secretsOf(row.provider, fields),
  };
}

/** One row and two counters in one statement. */
async function writeUse(ctx: Ctx, credentialId: string, use: Use): Promise<void> {
  await ctx.sql(
    `WITH used AS (
       INSERT INTO credential_uses
         (id, organization_id, credential_id, connector_id, action, used_by_type, used_by_id,
          actor_kind, actor_id)
       VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7, $8, $9)),
     connector AS (
       UPDATE connectors SET last_used_at = now()
       WHERE organization_id = $2::uuid AND id = $4::uuid)
     UPDATE credentials SET uses = uses + 1, last_used_at = now()
     WHERE organization_id = $2::uuid AND id = $3::uuid`,
    newId(),
    ctx.organizationId,
    credentialId,
    use.connectorId ?? null,
    use.action.slice(0, 200),
    use.usedBy.type.slice(0, 50),
    use.usedBy.id.slice(0, 200),
    ctx.actor.kind,
    ctx.actor.id,
  );
}

/** The same for a connector that needs no credential. */
export async function touchConnector(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(
    `UPDATE connectors SET last_used_at = now() WHERE organization_id = $1::uuid AND id = $2::uuid`,
    ctx.organizationId,
    id,
  );
}
