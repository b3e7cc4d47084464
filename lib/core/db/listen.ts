import pg from 'pg';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';

type Hear = (payload: string) => void;

interface Ear {
  client?: pg.Client;
  hearers: Map<string, Set<Hear>>;
  connecting?: Promise<void>;
}

const shared = globalThis as { __fpEar?: Ear };
const RETRY_MS = 500;

function ear(): Ear {
  shared.__fpEar ??= { hearers: new Map() };
  return shared.__fpEar;
}

async function connect(e: Ear): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    keepAlive: true,
    application_name: 'fleetprompt-listen',
  });
  const lost = () => {
    if (e.client !== client) return;
    e.client = undefined;
    client.end().catch(() => {});
    if (e.hearers.size > 0) setTimeout(() => void open(e), RETRY_MS).unref();
  };
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', ({ channel, payload }) => {
    for (const hear of e.hearers.get(channel) ?? []) hear(payload ?? '');
  });
  await client.connect();
  e.client = client;
  for (const channel of e.hearers.keys())
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  // Whatever was said while nobody listened is unknown: let everyone look again.
  for (const hearers of e.hearers.values()) for (const hear of hearers) hear('');
}

function open(e: Ear): Promise<void> {
  e.connecting ??= connect(e)
    .catch((error) => {
      log().warn({ err: (error as Error).message }, 'notifications out of reach');
      if (e.hearers.size > 0) setTimeout(() => void open(e), RETRY_MS).unref();
    })
    .finally(() => {
      e.connecting = undefined;
    });
  return e.connecting;
}

/**
 * Hears PostgreSQL notifications on one connection for the whole process. An empty payload means that
 * some may have been missed. Delivery is not certain: poll beside it. Returns the function that stops.
 */
export async function listen(channel: string, hear: Hear): Promise<() => void> {
  const e = ear();
  const first = !e.hearers.has(channel);
  const hearers = e.hearers.get(channel) ?? new Set();
  hearers.add(hear);
  e.hearers.set(channel, hearers);
  if (!e.client) await open(e);
  else if (first)
    await e.client.query(`LISTEN ${e.client.escapeIdentifier(channel)}`).catch(() => {});
  return () => {
    hearers.delete(hear);
  };
}

export async function closeListener(): Promise<void> {
  const e = shared.__fpEar;
  shared.__fpEar = undefined;
  if (!e) return;
  e.hearers.clear();
  const client = e.client;
  e.client = undefined;
  await client?.end().catch(() => {});
}
