import { type Ctx, transaction } from '@/lib/core/context';
import { runsBetween } from '@/lib/core/cron';
import { isAppError } from '@/lib/core/errors';
import { derivedId } from '@/lib/workflows/derived-id';
import { start } from '@/lib/workflows/start';
import { nextTime } from '@/lib/workflows/triggers';

interface Due {
  id: string;
  workflowId: string;
  cron: string;
  timezone: string;
  nextAt: Date;
}

/**
 * Starts the run of a schedule that is due, once for each of its times however many call this at once. Times that
 * were missed together start one run, which is told how many there were.
 */
export async function fireSchedule(ctx: Ctx, triggerId: string, now = new Date()): Promise<void> {
  try {
    await transaction(ctx, async (tx) => {
      const due = await claim(tx, triggerId, now);
      if (!due) return;
      const { workflowId, cron, timezone, nextAt } = due;
      await moveOn(tx, due, now);
      await start(tx, {
        id: derivedId('schedule', triggerId, nextAt.toISOString()),
        workflowId,
        input: {},
        trigger: {
          type: 'schedule',
          cron,
          timezone,
          scheduledAt: nextAt.toISOString(),
          missed: runsBetween(cron, timezone, nextAt, now),
        },
      });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    // It cannot run now and would not the next minute either: its next time is another chance.
    ctx.log.warn({ err: error, triggerId }, 'a scheduled workflow could not start');
    await transaction(ctx, async (tx) => {
      const due = await claim(tx, triggerId, now);
      if (due) await moveOn(tx, due, now);
    });
  }
}

/** The trigger if it is still due, held until the transaction ends; null when another has it. */
async function claim(tx: Ctx, triggerId: string, now: Date): Promise<Due | null> {
  const [row] = await tx.sql<Due>(
    `SELECT t.id, t.workflow_id AS "workflowId", t.cron, COALESCE(t.timezone, 'UTC') AS timezone,
       t.next_at AS "nextAt"
     FROM workflow_triggers t
     WHERE t.organization_id = $1::uuid AND t.id = $2::uuid AND t.kind = 'schedule' AND t.next_at <= $3::timestamptz
     FOR UPDATE SKIP LOCKED`,
    tx.organizationId,
    triggerId,
    now.toISOString(),
  );
  return row ?? null;
}

const moveOn = (tx: Ctx, { id, cron, timezone, nextAt }: Due, now: Date) =>
  tx.db.workflowTrigger.update({
    where: { id },
    data: { lastAt: nextAt, nextAt: nextTime(cron, timezone, now) },
  });
