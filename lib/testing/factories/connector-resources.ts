import { sealData } from '@/lib/connectors/sealed';
import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

interface GivenCredential {
  name?: string;
  provider?: string;
  data: Record<string, string | number | boolean>;
  metadata?: object;
  expiresAt?: Date | null;
}

/** A credential written as it is, past the checks of its verb. */
export async function makeCredential(ctx: Ctx, given: GivenCredential): Promise<string> {
  const owner = { organizationId: ctx.organizationId, id: newId() };
  await ctx.db.credential.create({
    data: {
      ...owner,
      name: given.name ?? `credential ${owner.id}`,
      type: 'custom',
      provider: given.provider ?? 'http',
      data: sealData(owner, given.data),
      fields: Object.keys(given.data).sort(),
      metadata: given.metadata ?? {},
      expiresAt: given.expiresAt ?? null,
    },
  });
  return owner.id;
}

/** A connector written as it is, past the checks of its verb. */
export async function makeConnector(
  ctx: Ctx,
  given: { name?: string; type: string; credentialId?: string | null; config?: object },
): Promise<string> {
  const id = newId();
  await ctx.db.connector.create({
    data: {
      id,
      organizationId: ctx.organizationId,
      name: given.name ?? `connector ${id}`,
      type: given.type,
      credentialId: given.credentialId ?? null,
      config: given.config ?? {},
    },
  });
  return id;
}

export const seedConnectorResources: SeedResources = async ({ ctx, marker, secrets }) => {
  const token = `${marker}-token-that-nobody-sees`;
  const credentialId = await makeCredential(ctx, {
    name: `${marker} credential`,
    provider: 'http',
    data: { authType: 'bearer', token },
  });
  const connectorId = await makeConnector(ctx, {
    name: `${marker} connector`,
    type: 'http',
    credentialId,
    // Refused when something is sent: no test reaches another machine.
    config: { baseUrl: `http://127.0.0.1:9/${marker}` },
  });
  secrets.push(token);
  return {
    'credentials/{id}': credentialId,
    'connectors/{id}': connectorId,
    'actions/{action}': `${marker}-action`,
  };
};
