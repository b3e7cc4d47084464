import { PgBoss } from 'pg-boss';
import { pool } from '@/lib/core/db/pool';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';

export const QUEUE_SCHEMA = 'pgboss';

const shared = globalThis as { __fpBoss?: Promise<PgBoss> };

/** pg-boss for writing jobs: shares the process's pool, runs nothing in the background. */
export function sender(): Promise<PgBoss> {
  shared.__fpBoss ??= start().catch((error) => {
    shared.__fpBoss = undefined;
    throw error;
  });
  return shared.__fpBoss;
}

async function start(): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool().query(text, values as unknown[]) },
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  boss.on('error', (error) => log().warn({ err: error.message }, 'queue error'));
  await boss.start();
  return boss;
}

export async function closeSender(): Promise<void> {
  const open = shared.__fpBoss;
  shared.__fpBoss = undefined;
  await (await open?.catch(() => undefined))?.stop({ graceful: false, close: false });
}

/** pg-boss for running jobs: connections of its own, LISTEN/NOTIFY, schedules and maintenance. */
export function runner(): PgBoss {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    max: 6,
    application_name: 'fleetprompt-queue',
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    // A dead worker's jobs go to another after heartbeat + monitor interval.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 3,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => log().warn({ err: error.message }, 'queue error'));
  return boss;
}
