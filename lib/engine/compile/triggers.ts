import { TriggerSchema } from '../definition';
import { references, type Spellings } from '../expression/references';
import type { PlanTrigger } from '../plan';
import { join, type Problems } from './problems';
import { Values } from './values';

/** What a trigger's filter may read: the event, which `data` and `type` are parts of. */
export const FILTER_ROOTS: readonly string[] = ['event', 'data', 'type', 'source', 'metadata'];

/** Null when the expression is fine, else a sentence. Given by the host, which has the cron parser. */
export type CronCheck = (cron: string, timezone: string) => string | null;

export function compileTriggers(
  triggers: unknown[],
  problems: Problems,
  spellings: Spellings,
  cronCheck: CronCheck = roughCron,
): PlanTrigger[] {
  const out: PlanTrigger[] = [];
  for (const [i, value] of triggers.entries()) {
    const path = join('triggers', i);
    const trigger = problems.parse(TriggerSchema, value, path);
    if (!trigger) continue;
    if (trigger.type === 'schedule') {
      const timezone = trigger.timezone ?? 'UTC';
      const wrong = cronCheck(trigger.cron, timezone);
      if (wrong) problems.add(join(path, 'cron'), 'bad_cron', wrong);
      out.push({ type: 'schedule', cron: trigger.cron, timezone });
    } else if (trigger.type === 'event') {
      const at = join(path, 'filter');
      const filter =
        trigger.filter === undefined
          ? null
          : new Values(problems, spellings).expression(trigger.filter, at);
      for (const use of filter ? references(filter) : []) {
        if (FILTER_ROOTS.includes(use.root)) continue;
        const message = `A filter reads ${FILTER_ROOTS.join(', ')}, not "${use.root}".`;
        problems.add(at, 'unknown_name', message, use.at);
      }
      const { event, own } = trigger;
      out.push({ type: 'event', event, filter, ...(own && { own }) });
    } else {
      out.push({ type: trigger.type });
    }
  }
  return out;
}

const FIELD = /^(?:\*|[\w-]+(?:,[\w-]+)*|[\w*-]+\/\d+)(?:[,\w*/#LW?-]*)$/;

function roughCron(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (/^@(?:hourly|daily|weekly|monthly|yearly|annually|midnight)$/.test(cron)) return null;
  const fine = (fields.length === 5 || fields.length === 6) && fields.every((it) => FIELD.test(it));
  return fine ? null : 'A cron expression has five fields, such as "0 6 * * 1".';
}
