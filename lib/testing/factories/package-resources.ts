import { newId } from '@/lib/core/ids';
import { freshSteps } from '@/lib/deployments/store';
import { putSecret } from '@/lib/packages/secrets';
import { keyOf, PUBLISHER } from '@/lib/testing/packages';
import type { SeedResources } from '@/lib/testing/resources';

/** An app with one version, a publisher key and an open upload. No file lies behind them. */
export const seedPackageResources: SeedResources = async ({ ctx, marker, ids, secrets }) => {
  const { organizationId } = ctx;
  const appId = ids['agent-apps/{id}'] ?? newId();
  if (!ids['agent-apps/{id}'])
    await ctx.db.agentApp.create({ data: { id: appId, organizationId, name: `${marker} app` } });
  const [packageId, keyId, uploadId] = [newId(), newId(), newId()];
  await ctx.db.packageVersion.create({
    data: {
      id: packageId,
      organizationId,
      agentAppId: appId,
      version: '1.0.0',
      layout: 'native',
      storageKey: `packages/${organizationId}/${appId}/${packageId}.apkg`,
      size: 1000n,
      checksum: 'a'.repeat(64),
      manifest: { name: `${marker}-package` },
      contents: {
        name: `${marker}-package`,
        displayName: `${marker} package`,
        description: '',
        tags: [],
        agents: [],
      },
    },
  });
  await ctx.db.publisherKey.create({
    data: {
      id: keyId,
      organizationId,
      name: `${marker} key`,
      publicKey: keyOf(PUBLISHER).publicKey,
    },
  });
  await ctx.db.packageUpload.create({
    data: {
      id: uploadId,
      organizationId,
      agentAppId: appId,
      storageKey: `uploads/${organizationId}/${uploadId}.apkg`,
      expiresAt: new Date(Date.now() + 3600_000),
    },
  });
  const secret = `K${newId().replaceAll('-', '')}`;
  const value = `${newId()} of the app`;
  await putSecret(ctx, appId, secret, value);
  secrets.push(value);
  const deploymentId = newId();
  await ctx.db.deployment.create({
    data: {
      id: deploymentId,
      organizationId,
      kind: 'package',
      status: 'completed',
      name: `${marker} app`,
      agentAppId: appId,
      packageId,
      version: '1.0.0',
      steps: freshSteps(),
      size: 1000n,
      startedAt: new Date(),
      completedAt: new Date(),
    },
  });
  return {
    'deployments/{id}': deploymentId,
    'agent-apps/{id}': appId,
    'packages/{packageId}': packageId,
    // Not published, so nobody finds it in the marketplace.
    'packages/{id}': appId,
    'secrets/{key}': secret,
    'reviews/{reviewId}': newId(),
    'publisher-keys/{id}': keyId,
    'files/{token}': newId(),
  };
};
