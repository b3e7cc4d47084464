import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';

export const QUEUE_SCHEMA = 'pgboss';

const shared = globalThis as { __fpBoss?: Promise<PgBoss> };
const ownConnections = new WeakMap<PgBoss, pg.Pool>();

/** pg-boss for writing jobs: jobs go through the caller's transaction, nothing runs in the background. */
export function sender(): Promise<PgBoss> {
  shared.__fpBoss ??= start().catch((error) => {
    shared.__fpBoss = undefined;
    throw error;
  });
  return shared.__fpBoss;
}

async function start(): Promise<PgBoss> {
  // Started inside a transaction. Reading its queues over the shared pool would wait for connections
  // that other transactions hold, which wait for this start themselves.
  const own = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: 1,
    idleTimeoutMillis: 5_000,
  });
  own.on('error', (error) => log().warn({ err: error.message }, 'queue connection lost'));
  const boss = new PgBoss({
    db: { executeSql: (text, values) => own.query(text, values as unknown[]) },
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  boss.on('error', (error) => log().warn({ err: error.message }, 'queue error'));
  ownConnections.set(boss, own);
  try {
    await boss.start();
  } catch (error) {
    await own.end();
    throw error;
  }
  return boss;
}

export async function closeSender(): Promise<void> {
  const open = await shared.__fpBoss?.catch(() => undefined);
  shared.__fpBoss = undefined;
  if (!open) return;
  await open.stop({ graceful: false, close: false });
  await ownConnections.get(open)?.end();
}

/** pg-boss for running jobs: connections of its own, schedules and maintenance. */
export function runner(): PgBoss {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    max: 6,
    application_name: 'fleetprompt-queue',
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    // A dead worker's jobs go to another after heartbeat + monitor interval.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 3,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => log().warn({ err: error.message }, 'queue error'));
  return boss;
}
