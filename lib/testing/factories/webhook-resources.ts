import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';
import { seal } from '@/lib/webhooks/sealed';

export const seedWebhookResources: SeedResources = async ({ ctx, marker, ids, secrets }) => {
  const { organizationId } = ctx;
  const [id, deliveryId] = [newId(), newId()];
  const secret = `whsec_${marker.padEnd(32, 'A')}`;
  const header = `Bearer ${marker}-header-value-that-nobody-sees`;
  let appId = ids['agent-apps/{id}'];
  if (!appId) {
    appId = newId();
    await ctx.db.agentApp.create({ data: { id: appId, organizationId, name: `${marker} app` } });
  }
  const owner = { organizationId, id };
  await ctx.db.webhook.create({
    data: {
      ...owner,
      agentAppId: appId,
      name: `${marker} webhook`,
      // Refused when something is sent: no test reaches another machine.
      url: `http://127.0.0.1:9/${marker}`,
      events: ['agent.executed'],
      secret: seal(owner, 'secret', secret),
      headers: seal(owner, 'headers', JSON.stringify({ Authorization: header })),
    },
  });
  await ctx.db.webhookDelivery.create({
    data: {
      id: deliveryId,
      organizationId,
      webhookId: id,
      eventId: newId(),
      eventType: 'agent.executed',
      url: `http://127.0.0.1:9/${marker}`,
      body: JSON.stringify({ data: { name: marker } }),
      status: 'dead',
      attempts: 1,
      statusCode: 500,
    },
  });
  await ctx.db.webhookAttempt.create({
    data: {
      organizationId,
      deliveryId,
      number: 1,
      statusCode: 500,
      responseBody: `${marker} answer`,
      durationMs: 5,
      startedAt: new Date(),
    },
  });
  secrets.push(secret, header);
  return {
    'agent-apps/{id}': appId,
    'webhooks/{id}': id,
    'webhooks/{webhookId}': id,
    'deliveries/{id}': deliveryId,
    'deliveries/{deliveryId}': deliveryId,
  };
};
